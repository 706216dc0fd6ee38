import { Tag } from 'lucide-react';
import { useRecords } from '../../../shared/desk/records';
import { ItemOf } from '../pages/ItemOf';
import { ListPage } from '../pages/ListPage';
import { Row } from '../pages/Rows';
import { LabelDot } from './LabelDot';
import { LabelForm } from './LabelForm';
import { strings } from './strings';

const HERE = { section: 'labels', words: strings.title };

/** The labels of the organisation. */
export function LabelsSection({ item }: { item: string | undefined }) {
  const labels = useRecords('labels');
  if (item !== undefined) {
    return (
      <ItemOf of={labels} item={item} back={HERE}>
        {(label) => <LabelForm label={label} back={HERE} />}
      </ItemOf>
    );
  }
  return (
    <ListPage
      section={HERE.section}
      title={strings.title}
      meaning={strings.meaning}
      add={strings.add}
      of={labels}
      empty={{ of: Tag, title: strings.none, meaning: strings.noneMeaning }}
      row={({ id, name, color }) => (
        <Row key={id} section={HERE.section} item={id} title={name} mark={<LabelDot color={color} />} />
      )}
    />
  );
}
