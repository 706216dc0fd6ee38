/** What agents do with a conversation between them: done, said, and taken back where that is possible. */
import type { Client } from '@deskbell/client';
import type { Conversation, Macro } from '@deskbell/protocol';
import { useMemo } from 'react';
import { useDesk } from '../desk/context';
import { done } from '../desk/done';
import { say } from '../ui/toasts';
import { teamworkStrings as words } from './strings';

/** To whom a conversation goes on. */
export type Goal = { readonly kind: 'agent' | 'team'; readonly id: string; readonly name: string };

/** Each answers whether it was done; what went wrong has been said by then. */
export interface Teamwork {
  transfer(conversation: Conversation, to: Goal, note: string): Promise<boolean>;
  escalate(conversation: Conversation, reason: string, teamId?: string): Promise<boolean>;
  /** Until that moment; null is until the customer replies. */
  snooze(conversation: Conversation, until: string | null): Promise<boolean>;
  wake(conversation: Conversation): Promise<boolean>;
  follow(conversation: Conversation, follows: boolean): Promise<boolean>;
  markUnread(conversation: Conversation): Promise<boolean>;
  spam(conversation: Conversation): Promise<boolean>;
  run(conversation: Conversation, macro: Macro): Promise<boolean>;
  acceptOffer(conversation: Conversation): Promise<boolean>;
  declineOffer(conversation: Conversation): Promise<boolean>;
}

/** The teamwork of whoever sits at this desk. */
export function useTeamwork(): Teamwork {
  const { client } = useDesk();
  return useMemo(() => teamwork(client), [client]);
}

/** The same without React, for tests. */
export function teamwork(client: Client, now: () => number = Date.now): Teamwork {
  const { desk, lists, settings } = client.rest;
  const learned = async (reply: Promise<Conversation>) => client.learn([await reply]);
  const undo = (about: string, run: () => Promise<unknown>) => ({
    about,
    action: { label: words.undo, run: () => void done(run()) },
  });
  const rest = (id: string, until: string | null) => learned(desk.snooze(id, until ?? undefined));
  const setFollows = (id: string, follows: boolean) => learned(desk.follow(id, follows));

  return {
    transfer: (conversation, to, note) => {
      const { id } = conversation;
      const goal = to.kind === 'agent' ? { agentId: to.id } : { teamId: to.id };
      const work = client.transfer(id, note.trim() === '' ? goal : { ...goal, note: note.trim() });
      return done(work, () => say(words.transferred(to.name), undo(id, () => giveBack(client, conversation))));
    },
    escalate: ({ id }, reason, teamId) =>
      done(learned(desk.escalate(id, teamId ? { reason, teamId } : { reason })), () => say(words.escalated, { about: id })),
    snooze: ({ id, snoozed, snoozedUntil }, until) => {
      const before = () => (snoozed ? rest(id, snoozedUntil ?? null) : learned(desk.wake(id)));
      return done(rest(id, until), () => say(words.snoozed(until, now()), undo(id, before)));
    },
    wake: ({ id, snoozedUntil }) =>
      done(learned(desk.wake(id)), () => say(words.woken, undo(id, () => rest(id, stillAhead(snoozedUntil, now()))))),
    follow: ({ id }, follows) => {
      const said = follows ? words.followed : words.unfollowed;
      return done(setFollows(id, follows), () => say(said, undo(id, () => setFollows(id, !follows))));
    },
    markUnread: ({ id }) => done(learned(lists.markUnread(id)), () => say(words.unread, { about: id })),
    spam: ({ id }) => done(learned(desk.spam(id)), () => say(words.spam, { about: id })),
    run: ({ id }, macro) => done(learned(settings.runMacro(id, macro.id)), () => say(words.ran(macro.name), { about: id })),
    acceptOffer: ({ id }) => done(client.acceptOffer(id)),
    declineOffer: ({ id }) => done(client.declineOffer(id)),
  };
}

/** Back to where it was: its holder, else its team, else the queue. */
async function giveBack(client: Client, { id, assigneeId, teamId }: Conversation): Promise<void> {
  if (assigneeId) await client.assign(id, assigneeId);
  else if (teamId) await client.transfer(id, { teamId });
  else client.learn([await client.rest.assign(id, null)]);
}

/** A moment that has passed meanwhile cannot be asked for again. */
function stillAhead(until: string | null | undefined, now: number): string | null {
  return until && Date.parse(until) > now ? until : null;
}
