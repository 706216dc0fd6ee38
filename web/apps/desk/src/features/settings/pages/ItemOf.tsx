import type { UseQueryResult } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Blank } from '../../../shared/ui/Blank';
import { Loaded } from './Loaded';
import { useGo } from './links';
import { Page } from './Page';
import { strings } from '../kit/strings';

/** The item of an address that stands for one not made yet. */
export const NEW = 'new';

export interface ItemOfProps<T> {
  of: UseQueryResult<readonly T[]>;
  item: string;
  /** Where it belongs. */
  back: { section: string; words: string };
  /** Null: a new one. */
  children: (record: T | null) => ReactNode;
}

/** One record of a collection by its id in the address. */
export function ItemOf<T extends { id: string }>({ of, item, back, children }: ItemOfProps<T>) {
  const go = useGo();
  if (item === NEW) return children(null);
  if (of.data === undefined) {
    return (
      <Page title={strings.loading} back={back}>
        <Loaded of={of}>{() => null}</Loaded>
      </Page>
    );
  }
  const record = of.data.find(({ id }) => id === item);
  if (record) return children(record);
  return (
    <Page title={strings.gone} back={back}>
      <Blank of={SearchX} title={strings.goneMeaning} action={{ label: strings.back(back.words), run: () => go(back.section) }} />
    </Page>
  );
}
