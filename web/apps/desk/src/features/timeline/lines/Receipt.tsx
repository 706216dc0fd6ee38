import type { Mark } from '@deskbell/client';
import { Icon } from '@deskbell/ui';
import { Check, CheckCheck } from 'lucide-react';
import { Sentence } from '../../../shared/ui/Sentence';
import { isolated } from '../../../shared/words/bidi';
import { strings } from '../strings';

/** How far our side's newest message has got, in words. */
export function Receipt({ mark, name }: { mark: Mark; name: string }) {
  const words = mark === 'read' ? strings.read : strings.notRead;
  return (
    <p className="mt-0.5 flex items-center gap-1 text-label text-faint">
      <Icon of={mark === 'sent' ? Check : CheckCheck} className={`size-3.5 ${mark === 'read' ? 'text-link' : ''}`} />
      <span>
        <Sentence>{words(isolated(name))}</Sentence>
      </span>
    </p>
  );
}
