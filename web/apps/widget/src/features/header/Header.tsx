import type { CustomerPresence } from '@deskbell/protocol';
import { Avatar, Dot, Icon, Skeleton } from '@deskbell/ui';
import { presenceWords } from '../../parts/answering';
import { ArrowLeft, X } from '../../parts/icons';
import { strings } from '../../strings';

export interface HeaderProps {
  /** Absent until known. */
  name?: string;
  /** Null until known; absent where it makes no difference. */
  presence?: CustomerPresence | null | undefined;
  onBack?: (() => void) | undefined;
  onClose?: (() => void) | undefined;
}

/** Faces drawn at most; the count beside them is exact. */
const FACES = 3;

/** Who one is talking to and whether somebody is there. */
export function Header({ name, presence, onBack, onClose }: HeaderProps) {
  return (
    <header className="w-header">
      {onBack && (
        <button type="button" className="w-tap" onClick={onBack}>
          <Icon of={ArrowLeft} size={20} label={strings.back} className="w-mirror" />
        </button>
      )}
      {presence && presence.agents.length > 0 && (
        <span className="w-faces">
          {presence.agents.slice(0, FACES).map((agent, at) => (
            <Avatar key={at} name={agent.name} src={agent.avatarUrl ?? null} size={28} />
          ))}
        </span>
      )}
      <div className="w-who">
        <h1 dir="auto">{name ?? <Skeleton width="96px" height="15px" />}</h1>
        {presence !== undefined && (
          <p role="status" className="w-presence">
            {presence && (
              <Dot tone={presence.available && !presence.leaveMessage ? 'good' : 'faint'}>{presenceWords(presence)}</Dot>
            )}
          </p>
        )}
      </div>
      {onClose && (
        <button type="button" className="w-tap" onClick={onClose}>
          <Icon of={X} size={20} label={strings.close} />
        </button>
      )}
    </header>
  );
}

