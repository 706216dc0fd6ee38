import { useState, type ReactNode } from 'react';
import { useConversation } from '../../shared/desk/queries';
import { usePrefs } from '../../shared/desk/prefs';
import { THREE_COLUMNS, useMedia } from '../../shared/hooks/useMedia';
import { KeysHere, useAction } from '../../shared/keys/actions';
import { ConversationPane } from './ConversationPane';
import { DetailsColumn } from './DetailsColumn';
import { NobodyChosen } from './NobodyChosen';
import { useColumns } from './useColumns';

export interface ColumnsProps {
  /** The open conversation; null while there is none. */
  conversationId: string | null;
  renderLink: (id: string, props: { className: string; children: ReactNode }) => ReactNode;
}

/** The open conversation, those that stand beside it, and the details of the one that is meant. */
export function Columns({ conversationId, renderLink }: ColumnsProps) {
  const { ids, at, active, roomy, activate, beside, away } = useColumns(conversationId);
  const threeFit = useMedia(THREE_COLUMNS);
  const { details, set } = usePrefs();
  const [sheet, setSheet] = useState(false);
  const known = useConversation(active ?? '') !== null;
  const toggle = () => (threeFit ? set({ details: !details }) : setSheet(!sheet));
  useAction('conversation.details', toggle, known);
  const several = ids.length > 1 || (conversationId === null && ids.length > 0);
  return (
    <>
      {conversationId === null && <NobodyChosen />}
      {ids.map((id) => (
        <KeysHere key={id} value={id === active}>
          <ConversationPane
            conversationId={id}
            at={id === conversationId ? at : null}
            several={several}
            active={id === active}
            detailsShown={id === active && ((threeFit && details) || sheet)}
            onActive={() => activate(id)}
            onBack={() => away(id)}
            onBeside={roomy && id === conversationId ? () => beside(id) : null}
            onAway={id === conversationId ? null : () => away(id)}
            onDetails={toggle}
          />
        </KeysHere>
      ))}
      {active !== null && (
        <DetailsColumn
          conversationId={active}
          shown={threeFit ? details : sheet}
          over={!threeFit}
          onShown={setSheet}
          renderLink={renderLink}
          onBeside={roomy ? beside : null}
        />
      )}
    </>
  );
}
