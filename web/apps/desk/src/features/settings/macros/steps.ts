/** Steps of a macro: how each begins, and whether it says enough to be done. */
import type { MacroAction } from '@deskbell/protocol';

/** Every kind of step, in the order of the menu. */
export const stepTypes: readonly MacroAction['type'][] = [
  'reply',
  'note',
  'assign',
  'transferTeam',
  'priority',
  'category',
  'addLabel',
  'removeLabel',
  'snooze',
  'resolve',
  'close',
];

/** Steps a macro may have. */
export const MOST_STEPS = 10;

/** A step as it is added. */
export function beginning(type: MacroAction['type']): MacroAction {
  switch (type) {
    case 'reply':
    case 'note':
      return { type, content: '' };
    case 'assign':
      return { type, agentId: 'me' };
    case 'transferTeam':
      return { type, teamId: '' };
    case 'priority':
      return { type, priority: 'high' };
    case 'category':
      return { type, category: '' };
    case 'addLabel':
    case 'removeLabel':
      return { type, label: '' };
    case 'snooze':
      return { type, minutes: 60 };
    case 'resolve':
    case 'close':
      return { type };
  }
}

/** Whether a step says everything it needs. */
export function complete(step: MacroAction): boolean {
  switch (step.type) {
    case 'reply':
    case 'note':
      return step.content.trim() !== '';
    case 'transferTeam':
      return step.teamId !== '';
    case 'category':
      return step.category !== '';
    case 'addLabel':
    case 'removeLabel':
      return step.label.trim() !== '';
    case 'snooze':
      return step.minutes > 0;
    case 'assign':
    case 'priority':
    case 'resolve':
    case 'close':
      return true;
  }
}
