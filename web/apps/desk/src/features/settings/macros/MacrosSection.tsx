import { Zap } from 'lucide-react';
import { useRecords } from '../../../shared/desk/records';
import { scopeName } from '../kit/scopes';
import { ItemOf } from '../pages/ItemOf';
import { ListPage } from '../pages/ListPage';
import { Row } from '../pages/Rows';
import { MacroForm } from './MacroForm';
import { strings } from './strings';

const HERE = { section: 'macros', words: strings.title };

/** The macros one sees. */
export function MacrosSection({ item }: { item: string | undefined }) {
  const macros = useRecords('macros');
  const teams = useRecords('teams').data ?? [];
  if (item !== undefined) {
    return (
      <ItemOf of={macros} item={item} back={HERE}>
        {(macro) => <MacroForm macro={macro} back={HERE} />}
      </ItemOf>
    );
  }
  return (
    <ListPage
      section={HERE.section}
      title={strings.title}
      meaning={strings.meaning}
      add={strings.add}
      of={macros}
      empty={{ of: Zap, title: strings.none, meaning: strings.noneMeaning }}
      row={(macro) => (
        <Row
          key={macro.id}
          section={HERE.section}
          item={macro.id}
          title={macro.name}
          meta={`${scopeName(macro, teams)} · ${macro.actions.map(({ type }) => strings.types[type]).join(', ')}`}
          end={strings.steps(macro.actions.length)}
        />
      )}
    />
  );
}
