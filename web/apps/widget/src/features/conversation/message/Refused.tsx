import type { Pending } from '@deskbell/client';
import { Button } from '@deskbell/ui';
import { refusalWords, strings } from '../../../strings';

/** What can be done with a message that was not taken. */
export interface RefusedActions {
  retry: (clientId: string) => void;
  remove: (clientId: string) => void;
  /** Back into the composer. */
  edit: (clientId: string) => void;
  /** Into the first message of a new conversation. */
  anew: (clientId: string) => void;
}

/** Why a message was not taken, and the way on. Its text stays above until somebody decides. */
export function Refused({ pending, actions }: { pending: Pending; actions: RefusedActions }) {
  const { clientId, refusal } = pending;
  const code = refusal?.code ?? '';
  return (
    <div className="w-refused" role="alert">
      <p>{refusal ? refusalWords(refusal) : strings.status.refused}</p>
      <div>
        {code === 'conversation_closed' ? (
          <Button onClick={() => actions.anew(clientId)}>{strings.status.anew}</Button>
        ) : canBeEdited(code) ? (
          <Button onClick={() => actions.edit(clientId)}>{strings.status.edit}</Button>
        ) : isFinal(code) ? null : (
          <Button onClick={() => actions.retry(clientId)}>{strings.tryAgain}</Button>
        )}
        <Button tone="plain" onClick={() => actions.remove(clientId)}>
          {strings.status.delete}
        </Button>
      </div>
    </div>
  );
}

/** The text itself was the reason. */
const canBeEdited = (code: string) => ['content_too_long', 'content_empty', 'invalid', 'payload_too_large'].includes(code);
/** Trying again changes nothing. */
const isFinal = (code: string) => ['not_found', 'forbidden'].includes(code);
