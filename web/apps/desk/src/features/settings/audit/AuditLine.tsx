import type { AuditChange, AuditRow } from '@deskbell/protocol';
import { clockTime, exactTime, shortDate, useNow } from '@deskbell/ui';
import { strings } from './strings';
import { actionWords, fieldWords, leaves, valueWords } from './words';

export interface AuditLineProps {
  row: AuditRow;
  /** What is known under which id. */
  names: ReadonlyMap<string, string>;
}

/** One line of the log: when, who, what to what, and what it was before. */
export function AuditLine({ row: { at, actor, action, target, changes }, names }: AuditLineProps) {
  const now = useNow();
  return (
    <li className="flex flex-col gap-x-6 gap-y-1 px-4 py-3 text-meta two:flex-row">
      <time dateTime={at} title={exactTime(at)} className="shrink-0 text-muted tabular-nums two:w-28">
        {shortDate(at, now)}, {clockTime(at)}
      </time>
      <div className="min-w-0 flex-1">
        <p>
          <span className="font-medium">{actionWords(action)}</span>
          {target.name && (
            <>
              {' · '}
              <bdi className="wrap-anywhere">{target.name}</bdi>
            </>
          )}
        </p>
        {changes.length > 0 && (
          <ul aria-label={strings.changes} className="mt-1 flex flex-col gap-0.5 text-muted">
            {leaves(changes).map((change) => (
              <Change key={change.field} change={change} names={names} />
            ))}
          </ul>
        )}
      </div>
      <bdi className="order-first shrink-0 truncate font-medium two:order-none two:w-36 two:text-end two:font-normal">{actor.name}</bdi>
    </li>
  );
}

function Change({ change: { field, from, to }, names }: { change: AuditChange; names: ReadonlyMap<string, string> }) {
  const [before, after] = [valueWords(from, names), valueWords(to, names)];
  return (
    <li className="wrap-anywhere">
      {fieldWords(field)}{' '}
      {before === null ? (
        <>
          {strings.setTo} <New>{after}</New>
        </>
      ) : after === null ? (
        <>
          {strings.emptied[0]} <bdi>{before}</bdi>, {strings.emptied[1]}
        </>
      ) : (
        <>
          {strings.fromTo[0]} <bdi>{before}</bdi> {strings.fromTo[1]} <New>{after}</New>
        </>
      )}
    </li>
  );
}

function New({ children }: { children: string | null }) {
  return <bdi className="text-ink">{children}</bdi>;
}
