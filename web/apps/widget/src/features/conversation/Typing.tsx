import type { Participant } from '@deskbell/protocol';
import { Avatar, Spinner } from '@deskbell/ui';
import { strings } from '../../strings';

/** Who of the others is writing now, by name. */
export function Typing({ people }: { people: readonly Participant[] }) {
  const [first] = people;
  if (!first) return null;
  return (
    <p className="w-typing">
      <Avatar name={first.name} src={first.avatarUrl ?? null} size={28} />
      <span className="w-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span dir="auto">{strings.timeline.typing(people.map((person) => person.name))}</span>
    </p>
  );
}

/** What stands above the first entry that is there. Its height is always the same. */
export function Earlier({ loading, full }: { loading: boolean; full: boolean }) {
  return (
    <div className="w-earlier">
      {loading && <Spinner label={strings.timeline.earlier} />}
      {full && <p className="w-faint">{strings.timeline.full}</p>}
    </div>
  );
}
