import { Ban } from 'lucide-react';
import { useRecords } from '../../../shared/desk/records';
import { NEW } from '../pages/ItemOf';
import { ListPage } from '../pages/ListPage';
import { BlockForm } from './BlockForm';
import { BlockRow } from './BlockRow';
import { strings } from './strings';

const HERE = { section: 'blocks', words: strings.title };

/** Customers and addresses that may not write. */
export function BlocksSection({ item }: { item: string | undefined }) {
  const blocks = useRecords('blocks');
  if (item === NEW) return <BlockForm back={HERE} />;
  return (
    <ListPage
      section={HERE.section}
      title={strings.title}
      meaning={strings.meaning}
      add={strings.add}
      of={blocks}
      empty={{ of: Ban, title: strings.none, meaning: strings.noneMeaning }}
      row={(block) => <BlockRow key={block.id} block={block} />}
    />
  );
}
