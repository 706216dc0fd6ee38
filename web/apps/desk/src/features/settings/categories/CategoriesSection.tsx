import { Shapes } from 'lucide-react';
import { useRecords } from '../../../shared/desk/records';
import { ItemOf } from '../pages/ItemOf';
import { ListPage } from '../pages/ListPage';
import { Row } from '../pages/Rows';
import { CategoryForm } from './CategoryForm';
import { strings } from './strings';

const HERE = { section: 'categories', words: strings.title };

/** What conversations can be about. */
export function CategoriesSection({ item }: { item: string | undefined }) {
  const categories = useRecords('categories');
  if (item !== undefined) {
    return (
      <ItemOf of={categories} item={item} back={HERE}>
        {(category) => <CategoryForm category={category} back={HERE} />}
      </ItemOf>
    );
  }
  return (
    <ListPage
      section={HERE.section}
      title={strings.title}
      meaning={strings.meaning}
      add={strings.add}
      of={categories}
      empty={{ of: Shapes, title: strings.none, meaning: strings.noneMeaning }}
      row={({ id, name, key }) => (
        <Row key={id} section={HERE.section} item={id} title={name} end={<code className="text-label">{key}</code>} />
      )}
    />
  );
}
