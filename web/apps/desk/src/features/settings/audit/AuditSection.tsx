import { Button, Icon } from '@deskbell/ui';
import { Download, History } from 'lucide-react';
import { useRecords } from '../../../shared/desk/records';
import { Blank } from '../../../shared/ui/Blank';
import { useAccounts } from '../agents/accounts';
import { Select } from '../fields/SelectField';
import { Loaded } from '../pages/Loaded';
import { Page } from '../pages/Page';
import { useNarrowing } from '../pages/search';
import { AuditLine } from './AuditLine';
import { strings } from './strings';
import { exportAddress, useAudit } from './useAudit';
import { actionsOf, actionWords } from './words';

/** Who changed what, to be read and taken away, never to be changed. */
export function AuditSection() {
  const [{ action = '', actor = '' }, narrow] = useNarrowing();
  const log = useAudit({ action, actor });
  const accounts = useAccounts().data ?? [];
  const teams = useRecords('teams').data ?? [];
  const names = new Map([...accounts, ...teams].map(({ id, name }) => [id, name]));
  const rows = log.data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = action !== '' || actor !== '';
  const download = (
    <a href={exportAddress({ action, actor })} download="audit.csv" className="db-button" data-tone="quiet">
      <Icon of={Download} /> {strings.export}
    </a>
  );
  return (
    <Page title={strings.title} meaning={strings.meaning} action={download} wide>
      <div role="search" className="flex flex-wrap gap-2">
        <Select
          aria-label={strings.action}
          value={action}
          onChange={(next) => narrow({ action: next })}
          options={[
            { value: '', words: strings.anyAction },
            ...actionsOf(rows, action).map((value) => ({ value, words: actionWords(value) })),
          ]}
          className="w-full two:w-60"
        />
        <Select
          aria-label={strings.actor}
          value={actor}
          onChange={(next) => narrow({ actor: next })}
          options={[{ value: '', words: strings.anyActor }, ...accounts.map(({ id, name }) => ({ value: id, words: name }))]}
          className="w-full two:w-60"
        />
      </div>
      <Loaded of={log}>
        {() =>
          rows.length === 0 ? (
            <Blank of={History} title={narrowed ? strings.noneFound : strings.none}>
              {narrowed ? undefined : strings.noneMeaning}
            </Blank>
          ) : (
            <ul aria-label={strings.title} className="divide-y divide-line rounded-card border border-line bg-surface">
              {rows.map((row) => (
                <AuditLine key={row.id} row={row} names={names} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {log.hasNextPage && (
        <Button className="self-center" aria-disabled={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {log.isFetchingNextPage ? strings.loading : strings.more}
        </Button>
      )}
    </Page>
  );
}
