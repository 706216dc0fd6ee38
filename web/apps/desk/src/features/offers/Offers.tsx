import type { Conversation } from '@deskbell/protocol';
import { Avatar, Button } from '@deskbell/ui';
import { useEffect, useState } from 'react';
import { useDesk } from '../../shared/desk/context';
import { useCalm } from '../../shared/hooks/useCalm';
import { useAction } from '../../shared/keys/actions';
import { hintOf, type ActionId } from '../../shared/keys/bindings';
import { useTeamwork } from '../../shared/teamwork/teamwork';
import { Sentence } from '../../shared/ui/Sentence';
import { announce } from '../../shared/ui/toasts';
import { noticeClass } from '../../shared/ui/ToastCorner';
import { isolated } from '../../shared/words/bidi';
import { offersFor, secondsLeft } from './offersFor';
import { strings } from './strings';
import { useSeconds } from './useSeconds';

export interface OffersProps {
  /** Goes to a conversation that was accepted. */
  open: (conversationId: string) => void;
}

/** What is held out to this agent, with the time that is left to take it. */
export function Offers({ open }: OffersProps) {
  const { client, me } = useDesk();
  const conversations = useCalm(client.conversations);
  const held = offersFor(conversations.values(), me.id, 0);
  const now = useSeconds(held.length > 0);
  const [declined, setDeclined] = useState<readonly string[]>([]);
  const shown = offersFor(held, me.id, now).filter((one) => !declined.includes(nameOf(one)));
  return shown.map((conversation, index) => (
    <Offer
      key={conversation.id}
      conversation={conversation}
      seconds={secondsLeft(conversation, now)}
      first={index === 0}
      open={open}
      onDeclined={() => setDeclined([...declined.slice(1 - REMEMBERED), nameOf(conversation)])}
    />
  ));
}

/** Declined offers that are not shown again although the news of it has not come yet. */
const REMEMBERED = 20;

/** One offer: the same conversation may be offered again. */
function nameOf({ id, offer }: Conversation): string {
  return `${id} ${offer?.endsAt}`;
}

interface OfferProps extends OffersProps {
  conversation: Conversation;
  seconds: number;
  /** Keys mean this one. */
  first: boolean;
  onDeclined: () => void;
}

function Offer({ conversation, seconds, first, open, onDeclined }: OfferProps) {
  const { acceptOffer, declineOffer } = useTeamwork();
  const { id, customer, subject, lastMessage } = conversation;
  const name = customer?.name ?? '';
  const accept = () => void acceptOffer(conversation).then((done) => done && open(id));
  const decline = () => void declineOffer(conversation).then((done) => done && onDeclined());
  useAction('offer.accept', accept, first);
  useAction('offer.decline', decline, first);
  useEffect(() => announce(strings.announced(name)), [name]);
  return (
    <section aria-label={strings.label} className={`${noticeClass} w-full flex-col items-stretch! gap-0! px-4 py-3 two:w-74`}>
      <div className="flex items-center gap-3">
        <Avatar name={name} size={32} />
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold">
            <Sentence>{strings.title(isolated(name))}</Sentence>
          </h2>
          <p className="db-figures text-label text-muted">{strings.left(seconds)}</p>
        </div>
      </div>
      <p dir="auto" className="mt-2 line-clamp-3 text-message wrap-anywhere">
        {lastMessage?.content ?? subject ?? strings.nothingYet}
      </p>
      <div className="mt-3 flex gap-2">
        <Button tone="action" className="flex-1" onClick={accept}>
          {strings.accept} <Key id="offer.accept" />
        </Button>
        <Button className="flex-1" onClick={decline}>
          {strings.decline} <Key id="offer.decline" />
        </Button>
      </div>
    </section>
  );
}

/** The key that does the same, where there is a keyboard. */
function Key({ id }: { id: ActionId }) {
  return (
    <kbd aria-hidden="true" className="hidden text-label opacity-70 two:inline">
      {hintOf(id)}
    </kbd>
  );
}
