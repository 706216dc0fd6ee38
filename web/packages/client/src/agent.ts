/** An agent's client: what only the desk asks for. */
import type { Conversation, OneConversation, Transfer } from '@deskbell/protocol';
import type { Client } from './api';
import { assemble } from './client';
import { ignoreFailure } from './errors';
import type { ClientOptions } from './options';
import { createRest } from './rest/rest';

/** Rows a list may watch at once. */
const WATCHED_MAX = 200;

type Change = 'resolve-chat' | 'reopen-chat' | 'close-chat' | 'admin-assign' | 'transfer-chat' | 'accept-offer';

/** Makes a client with the whole REST door and everything that agents do. `connect` opens the line. */
export function createClient(options: ClientOptions): Client {
  const { connection, presence, base, learn, known } = assemble(options, createRest);
  let watched: string[] | null = null;

  connection.on('offer', ({ conversation }) => learn(conversation));
  connection.onLine(watch);

  function watch(): void {
    if (watched && connection.connected) {
      ignoreFailure(connection.request('watch-conversations', { conversationIds: watched }));
    }
  }

  async function change(name: Change, payload: OneConversation & Transfer): Promise<Conversation> {
    const { conversation } = await connection.request(name, payload);
    learn(conversation);
    return known(conversation.id) ?? conversation;
  }

  return {
    ...base,
    agents: presence.agents,
    assign: (conversationId, agentId) =>
      change('admin-assign', agentId === undefined ? { conversationId } : { conversationId, agentId }),
    transfer: (conversationId, transfer) => change('transfer-chat', { conversationId, ...transfer }),
    acceptOffer: (conversationId) => change('accept-offer', { conversationId }),
    declineOffer: async (conversationId) => void (await connection.request('decline-offer', { conversationId })),
    resolve: (conversationId) => change('resolve-chat', { conversationId }),
    reopen: (conversationId) => change('reopen-chat', { conversationId }),
    close: (conversationId) => change('close-chat', { conversationId }),
    setAvailability: async (availability) => void (await connection.request('set-availability', { availability })),
    watch: (ids) => {
      watched = ids.slice(0, WATCHED_MAX);
      watch();
    },
  };
}
