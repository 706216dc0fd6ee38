import type { Inbox } from '@deskbell/protocol';
import { useObservable, useOutbox, usePresence, useStarting } from '@deskbell/react';
import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import { Header } from '../features/header/Header';
import { Home } from '../features/home/Home';
import { LanguageSlot } from '../features/language/LanguageSlot';
import { StartForm } from '../features/writing/StartForm';
import { together } from '../features/writing/rules';
import { answering } from '../parts/answering';
import { InboxName } from '../parts/inboxName';
import { LineNotice, useLineWords } from '../parts/LineNotice';
import { useDraft } from '../parts/useDraft';
import { strings } from '../strings';
import { attention } from '../boot/attention';
import type { Host } from '../boot/host';
import { OnDemand } from './screens/OnDemand';
import { RequestScreen } from './screens/RequestScreen';
import { talk } from './screens/talk';
import { useBeginning } from './useBeginning';
import { useOwnConversations } from './useOwnConversations';
import { useRoute } from './useRoute';
import { useStart } from './useStart';
import { useUnreadSign } from './useUnreadSign';

/** A finger does not want a keyboard before it asks for one, but one that is up stays. */
const wantsField = () =>
  matchMedia('(hover: hover) and (pointer: fine)').matches ||
  (document.activeElement?.matches('input, textarea') ?? false);

export interface MessengerProps {
  inbox: Inbox;
  host: Host;
  person: string;
  /** Whether there can be nothing of theirs on the server yet. */
  isNew: boolean;
}

/** The messenger of one person in one inbox: which view is open, and what it is given. */
export function Messenger({ inbox, host, person, isNew }: MessengerProps) {
  const presence = usePresence();
  const lineWords = useLineWords();
  const starting = useStarting();
  const own = useOwnConversations(inbox.id, isNew);
  const [route, go] = useRoute(person);
  const [draft, setDraft] = useDraft(`${person}:new`);
  const seen = useObservable(useMemo(() => attention(host, document), [host]));
  const opened = useObservable(host.open);
  const { durable } = useOutbox();
  useBeginning(own, starting, route, go);
  useUnreadSign(own.unread, inbox.name, host);
  // Whoever fails here is tried again by whoever comes to it.
  useEffect(() => void talk.load().catch(() => undefined), []);

  const home = useCallback(() => go({ at: 'home' }), [go]);
  const open = useCallback((id: string) => go({ at: 'conversation', id }), [go]);
  const anew = useCallback(
    (text: string) => {
      if (text) setDraft(together(draft, text));
      go({ at: 'start' });
    },
    [draft, setDraft, go],
  );
  const start = useStart(inbox.id, go, anew);

  const at = route?.at ?? 'home';
  const live = own.chat?.lastMessage ? own.chat : null;
  const focus = opened && wantsField();
  const view = useFocusOn(at, opened);
  const answers = answering(presence);
  const request = inbox.ticketForm ? () => go({ at: 'request' }) : null;
  const form = (
    <StartForm text={draft} onText={setDraft} onStart={start} answering={answers} onRequest={request} focus={focus} />
  );
  return (
    <InboxName.Provider value={inbox.name}>
      <Header
        name={inbox.name}
        // Without a line nobody knows who is there.
        presence={lineWords === null ? presence : undefined}
        onBack={at === 'home' ? undefined : home}
        onClose={host.closable ? host.close : undefined}
      />
      <LineNotice words={lineWords} />
      <main ref={view} className="w-view" tabIndex={-1}>
        {at === 'home' && (
          <Home
            greeting={inbox.greeting}
            items={own.items}
            state={route === null ? 'loading' : own.state}
            action={
              live && live.status !== 'resolved'
                ? { label: strings.home.resume, run: () => open(live.id) }
                : { label: answers.leaving ? strings.home.leave : strings.home.start, run: () => go({ at: 'start' }) }
            }
            onOpen={open}
            onRequest={request}
            onOlder={own.older}
            onRetry={own.retry}
            last={<LanguageSlot />}
          >
            {form}
          </Home>
        )}
        {at === 'start' && <div className="w-body">{form}</div>}
        {at === 'request' && <RequestScreen inbox={inbox} person={person} focus={focus} onFiled={open} />}
        {at === 'starting' && (
          <OnDemand of={talk}>
            {({ StartingScreen }) => (
              <StartingScreen
                draftKey={`${person}:starting`}
                focus={focus}
                onSend={(text) => void start(text, null)}
                onAnew={anew}
              />
            )}
          </OnDemand>
        )}
        {route?.at === 'conversation' && (
          <OnDemand of={talk}>
            {({ ConversationScreen }) => (
              <ConversationScreen
                id={route.id}
                seen={seen}
                focus={focus}
                asksForRating={inbox.feedback !== 'off'}
                onHome={home}
                onOpen={open}
                onAnew={anew}
              />
            )}
          </OnDemand>
        )}
      </main>
      {!durable && <p className="w-aside w-forgetful">{strings.line.forgetful}</p>}
    </InboxName.Provider>
  );
}

/** A new view takes the keyboard's place, unless something in it has done so already. */
function useFocusOn(at: string, opened: boolean): RefObject<HTMLElement | null> {
  const view = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (opened && !view.current?.contains(document.activeElement)) view.current?.focus({ preventScroll: true });
  }, [at, opened]);
  return view;
}
