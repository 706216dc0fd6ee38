import type { CannedResponse } from '@deskbell/protocol';
import { MessageSquareText } from 'lucide-react';
import { useRecords } from '../../../shared/desk/records';
import { scopeName } from '../kit/scopes';
import { ItemOf } from '../pages/ItemOf';
import { ListPage } from '../pages/ListPage';
import { Row } from '../pages/Rows';
import { useNarrowing } from '../pages/search';
import { CannedForm } from './CannedForm';
import { Narrow } from './Narrow';
import { strings } from './strings';

const HERE = { section: 'canned-responses', words: strings.title };

/** The canned responses one sees, narrowed by words and by whose they are. */
export function CannedSection({ item }: { item: string | undefined }) {
  const canned = useRecords('cannedResponses');
  const teams = useRecords('teams').data ?? [];
  const [{ q = '', scope = '' }] = useNarrowing();
  if (item !== undefined) {
    return (
      <ItemOf of={canned} item={item} back={HERE}>
        {(record) => <CannedForm canned={record} back={HERE} />}
      </ItemOf>
    );
  }
  return (
    <ListPage
      section={HERE.section}
      title={strings.title}
      meaning={strings.meaning}
      add={strings.add}
      of={canned}
      empty={{ of: MessageSquareText, title: strings.none, meaning: strings.noneMeaning }}
      above={<Narrow />}
      shown={(all) => all.filter((one) => matches(one, q) && (scope === '' || one.scope === scope))}
      noneShown={strings.noneFound}
      row={(one) => (
        <Row
          key={one.id}
          section={HERE.section}
          item={one.id}
          title={one.title}
          meta={`/${one.shortcut} · ${scopeName(one, teams)} · ${strings.uses(one.uses)}`}
        />
      )}
    />
  );
}

/** Whether every word stands somewhere in it. */
export function matches({ shortcut, title, content }: Pick<CannedResponse, 'shortcut' | 'title' | 'content'>, q: string): boolean {
  const all = `/${shortcut} ${title} ${content}`.toLowerCase();
  return q.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}
