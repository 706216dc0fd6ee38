import type { IconProps } from '@deskbell/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Blank } from '../../../shared/ui/Blank';
import { NEW } from './ItemOf';
import { SettingsLink, useGo } from './links';
import { Loaded } from './Loaded';
import { Page } from './Page';
import { Rows } from './Rows';

export interface ListPageProps<T> {
  section: string;
  title: string;
  meaning: string;
  /** The word on the button that makes one. */
  add?: string;
  of: UseQueryResult<readonly T[]>;
  /** What is said while there is none. */
  empty: { of: IconProps['of']; title: string; meaning: string };
  row: (record: T) => ReactNode;
  /** What narrows the list, above it. */
  above?: ReactNode;
  /** Which of them are shown, in which order. */
  shown?: (records: readonly T[]) => readonly T[];
  /** What is said when none of them is shown. */
  noneShown?: string;
}

/** A collection, each of it with a page of its own. */
export function ListPage<T>(props: ListPageProps<T>) {
  const { section, title, meaning, add, of, empty, row, above, shown = (records) => records, noneShown } = props;
  const go = useGo();
  const button = add && (
    <SettingsLink section={section} item={NEW} className="db-button" tone="action">
      {add}
    </SettingsLink>
  );
  return (
    <Page title={title} meaning={meaning} action={of.data?.length === 0 ? undefined : button}>
      <Loaded of={of}>
        {(records) => {
          if (records.length === 0) {
            return (
              <Blank of={empty.of} title={empty.title} action={add ? { label: add, run: () => go(section, NEW) } : undefined}>
                {empty.meaning}
              </Blank>
            );
          }
          const rows = shown(records);
          return (
            <>
              {above}
              {rows.length > 0 ? <Rows label={title}>{rows.map(row)}</Rows> : <Blank title={noneShown ?? ''} />}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
