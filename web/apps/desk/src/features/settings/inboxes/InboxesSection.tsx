import { Inbox } from 'lucide-react';
import { useRecords } from '../../../shared/desk/records';
import { LabelDot } from '../labels/LabelDot';
import { ItemOf } from '../pages/ItemOf';
import { ListPage } from '../pages/ListPage';
import { Row } from '../pages/Rows';
import { InboxPage } from './InboxPage';
import { NewInbox } from './NewInbox';
import { strings } from './strings';

const HERE = { section: 'inboxes', words: strings.title };

/** The inboxes of the organisation. */
export function InboxesSection({ item }: { item: string | undefined }) {
  const inboxes = useRecords('inboxes');
  if (item !== undefined) {
    return (
      <ItemOf of={inboxes} item={item} back={HERE}>
        {(inbox) => (inbox ? <InboxPage inbox={inbox} back={HERE} /> : <NewInbox back={HERE} />)}
      </ItemOf>
    );
  }
  return (
    <ListPage
      section={HERE.section}
      title={strings.title}
      meaning={strings.meaning}
      add={strings.add}
      of={inboxes}
      empty={{ of: Inbox, title: strings.none, meaning: strings.noneMeaning }}
      row={({ id, name, color, chatEnabled }) => (
        <Row
          key={id}
          section={HERE.section}
          item={id}
          title={name}
          mark={<LabelDot color={color} />}
          end={chatEnabled ? strings.open : strings.shut}
        />
      )}
    />
  );
}
