import { Avatar, Button, Icon, TimeText } from '@deskbell/ui';
import { Keyboard, LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDesk } from '../../shared/desk/context';
import { usePrefs, type Theme } from '../../shared/desk/prefs';
import { perform } from '../../shared/keys/actions';
import { Choice } from '../../shared/ui/Choice';
import { say } from '../../shared/ui/toasts';
import { sentenceOf } from '../../shared/words/errors';
import { roleWords } from '../../shared/words/words';
import { AvailabilityMenu } from './AvailabilityMenu';
import { NameForm } from './NameForm';
import { strings } from './strings';

const THEMES = (Object.keys(strings.themes) as Theme[]).map((value) => ({ value, words: strings.themes[value] }));

/** One's own account: who one is here, and how the desk looks and listens in this browser. */
export function AccountPage() {
  const { me, signOut } = useDesk();
  const { theme, letters, columns, set } = usePrefs();
  const leave = () => void signOut().catch((error: unknown) => say(sentenceOf(error), { tone: 'bad' }));
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto max-w-130 px-4 py-8 two:py-12">
        <div className="flex items-center gap-4">
          <Avatar name={me.name} src={me.avatarUrl} size={48} />
          <div className="min-w-0">
            <h1 className="text-headline font-semibold">{strings.title}</h1>
            <bdi className="block truncate text-meta text-muted">{me.name}</bdi>
          </div>
        </div>
        <Part>
          <NameForm />
          <dl className="mt-5 flex flex-col gap-3">
            <Fact name={strings.email}>
              <bdi>{me.email ?? strings.noEmail}</bdi>
            </Fact>
            <Fact name={strings.role}>{roleWords[me.role]}</Fact>
            <Fact name={strings.since}>
              <TimeText at={me.createdAt} format="long" />
            </Fact>
          </dl>
        </Part>
        <Part>
          <Setting name={strings.availability} meaning={strings.availabilityMeaning}>
            <AvailabilityMenu />
          </Setting>
          <Setting name={strings.look}>
            <Choice label={strings.look} value={theme} options={THEMES} onChange={(value) => set({ theme: value })} align="end" />
          </Setting>
          <Tick name={strings.letters} meaning={strings.lettersMeaning} on={letters} onChange={(on) => set({ letters: on })} />
          <Tick name={strings.columns} meaning={strings.columnsMeaning} on={columns} onChange={(on) => set({ columns: on })} />
          <Button tone="plain" className="-ms-3 text-link!" onClick={() => perform('desk.keys')}>
            <Icon of={Keyboard} /> {strings.showKeys}
          </Button>
        </Part>
        <Part>
          <Button onClick={leave}>
            <Icon of={LogOut} className="rtl:-scale-x-100" /> {strings.signOut}
          </Button>
        </Part>
      </div>
    </div>
  );
}

function Part({ children }: { children: ReactNode }) {
  return <section className="mt-6 border-t border-line pt-6">{children}</section>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-4 text-meta">
      <dt className="w-28 shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

function Setting({ name, meaning, children }: { name: string; meaning?: string; children: ReactNode }) {
  return (
    <div className="flex items-center justify-between gap-6 py-2">
      <Words name={name} meaning={meaning} />
      {children}
    </div>
  );
}

interface TickProps {
  name: string;
  meaning: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

function Tick({ name, meaning, on, onChange }: TickProps) {
  return (
    <label className="flex cursor-pointer items-start justify-between gap-6 py-2">
      <Words name={name} meaning={meaning} />
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-5 shrink-0 accent-(--action)"
      />
    </label>
  );
}

function Words({ name, meaning }: { name: string; meaning?: string }) {
  return (
    <span className="min-w-0 text-meta">
      <span className="block font-medium">{name}</span>
      {meaning && <span className="block text-label text-muted">{meaning}</span>}
    </span>
  );
}
