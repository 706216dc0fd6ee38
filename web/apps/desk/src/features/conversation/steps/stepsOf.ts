/** What can be done with a conversation as it stands. Pure. */
import type { Agent, Conversation } from '@deskbell/protocol';
import type { IconProps } from '@deskbell/ui';
import {
  AlarmClock,
  AlarmClockOff,
  ArrowRightLeft,
  Ban,
  Bell,
  BellOff,
  Columns2,
  Inbox,
  Info,
  MailOpen,
  OctagonX,
  Printer,
  TriangleAlert,
  UserRoundPlus,
} from 'lucide-react';
import type { ActionId } from '../../../shared/keys/bindings';
import { strings } from '../strings';

/** One step of the menu. */
export interface Step {
  readonly id: ActionId;
  readonly icon: IconProps['of'];
  readonly words: string;
  /** It cannot be taken back. */
  readonly grave?: true;
}

/** The steps, in the groups of the menu; `beside` says whether there is room for one more conversation. */
export function stepsOf(conversation: Conversation, me: Agent, beside: boolean): readonly (readonly Step[])[] {
  const { status, assigneeId, snoozed } = conversation;
  const closed = status === 'closed';
  const live = status === 'open' || status === 'active';
  const follows = conversation.me?.follows ?? false;
  const { menu } = strings;
  const groups: (Step | false)[][] = [
    [
      !closed && assigneeId !== me.id && { id: 'conversation.assign', icon: UserRoundPlus, words: menu.assignToMe },
      !closed && { id: 'conversation.assignTo', icon: UserRoundPlus, words: menu.assignTo },
      live && assigneeId != null && { id: 'conversation.queue', icon: Inbox, words: menu.queue },
      live && { id: 'conversation.transfer', icon: ArrowRightLeft, words: menu.transfer },
      live && { id: 'conversation.escalate', icon: TriangleAlert, words: menu.escalate },
    ],
    [
      live && { id: 'conversation.snooze', icon: AlarmClock, words: menu.snooze },
      live && snoozed === true && { id: 'conversation.wake', icon: AlarmClockOff, words: menu.wake },
      { id: 'conversation.unread', icon: MailOpen, words: menu.unread },
      { id: 'conversation.follow', icon: follows ? BellOff : Bell, words: follows ? menu.unfollow : menu.follow },
    ],
    [
      { id: 'conversation.details', icon: Info, words: menu.details },
      beside && { id: 'conversation.beside', icon: Columns2, words: menu.beside },
      { id: 'conversation.transcript', icon: Printer, words: menu.transcript },
    ],
    [
      !closed && { id: 'conversation.spam', icon: OctagonX, words: menu.spam, grave: true },
      !closed && { id: 'conversation.close', icon: Ban, words: menu.close, grave: true },
    ],
  ];
  return groups.map((group) => group.filter((step) => step !== false)).filter((group) => group.length > 0);
}
