/** What an agent does to a conversation: done, said, and taken back where that is possible. */
import type { Client } from '@deskbell/client';
import type { Agent, Availability, Conversation, ConversationPatch } from '@deskbell/protocol';
import { useMemo } from 'react';
import { say } from '../ui/toasts';
import { availabilityWords } from '../words/words';
import { useDesk } from './context';
import { done } from './done';
import { operationStrings as words } from './strings';

/** To whom a conversation is given; null is the queue. */
export type NewAssignee = { readonly id: string; readonly name: string } | null;

/** What must be known of a conversation that is given to somebody. */
export type Held = Pick<Conversation, 'id' | 'assigneeId' | 'assignee'>;

/** Each answers whether it was done; what went wrong has been said by then. */
export interface Operations {
  assign(conversation: Held, to: NewAssignee): Promise<boolean>;
  resolve(conversation: Conversation): Promise<boolean>;
  reopen(conversation: Conversation): Promise<boolean>;
  close(conversation: Conversation): Promise<boolean>;
  patch(conversation: Conversation, patch: ConversationPatch): Promise<boolean>;
  setAvailability(availability: Availability): Promise<boolean>;
}

/** The operations of whoever sits at this desk. */
export function useOperations(): Operations {
  const { client, me } = useDesk();
  return useMemo(() => operations(client, me), [client, me]);
}

/** The same without React, for tests. */
export function operations(client: Client, me: Agent): Operations {
  const learned = async (reply: Promise<Conversation>) => client.learn([await reply]);
  const give = (id: string, to: NewAssignee) =>
    to === null ? learned(client.rest.assign(id, null)) : client.assign(id, to.id === me.id ? undefined : to.id);
  const undo = (about: string, run: () => Promise<unknown>) => ({
    about,
    action: { label: words.undo, run: () => void done(run()) },
  });

  return {
    assign: ({ id, assignee, assigneeId }, to) => {
      const before: NewAssignee = assigneeId ? { id: assigneeId, name: assignee?.name ?? '' } : null;
      return done(give(id, to), () => say(words.assigned(to, me.id), undo(id, () => give(id, before))));
    },
    resolve: ({ id }) => done(client.resolve(id), () => say(words.resolved, undo(id, () => client.reopen(id)))),
    reopen: ({ id }) => done(client.reopen(id), () => say(words.reopened, { about: id })),
    close: ({ id }) => done(client.close(id), () => say(words.closed, { about: id })),
    patch: ({ id }, patch) => done(learned(client.rest.patchConversation(id, patch))),
    setAvailability: (availability) =>
      done(client.setAvailability(availability), () => say(words.nowYouAre(availabilityWords[availability]))),
  };
}
