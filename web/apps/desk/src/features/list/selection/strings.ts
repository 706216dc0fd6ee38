/** Every word about changing many conversations together. */
import { counted } from '../../../shared/words/span';

const conversations = (count: number) => counted(count, 'conversation');

export const strings = {
  bar: 'Selected conversations',
  chooseAll: 'Select all shown',
  chosen: (count: number) => `${count} selected`,
  clear: 'Clear the selection',
  assign: 'Assign',
  label: 'Labels',
  priority: 'Priority',
  resolve: 'Resolve',
  close: 'Close for good',
  toMe: 'Me',
  toQueue: 'The queue',
  noLabels: 'There are no labels yet. Somebody can add them in the settings.',
  progress: (answered: number, total: number) => `${answered} of ${total}`,
  working: 'Changing the selected conversations',
  closeTitle: (count: number) => `Close ${conversations(count)} for good?`,
  closeMeaning: 'Nobody can write in them any more. Their customers start new ones when they write. This cannot be undone.',
  closeYes: 'Close for good',
  closeNo: 'Keep them',
  undo: 'Undo',
  undone: (count: number) => `Taken back for ${conversations(count)}.`,
  undoneInPart: (count: number, failed: number) => `Taken back for ${conversations(count)}; for ${failed} it could not be.`,
  said: {
    assign: (count: number) => `${conversations(count)} assigned.`,
    label: (count: number) => `Labels of ${conversations(count)} changed.`,
    priority: (count: number) => `Priority of ${conversations(count)} changed.`,
    resolve: (count: number) => `${conversations(count)} resolved.`,
    close: (count: number) => `${conversations(count)} closed for good.`,
  },
  failed: (count: number) => `${count} could not be changed.`,
  why: 'Why',
  failedTitle: 'Not changed',
  failedMeaning: 'These are still selected, so that you can try again.',
  dismiss: 'Dismiss',
  unknown: 'Conversation',
} as const;
