import { Icon } from '@deskbell/ui';
import { Braces, FileText, Printer } from 'lucide-react';
import type { TranscriptFormat } from '@deskbell/client';
import { useDesk } from '../../../shared/desk/context';
import { strings } from '../strings';

const FORMATS = [
  ['html', Printer],
  ['text', FileText],
  ['json', Braces],
] as const satisfies readonly (readonly [TranscriptFormat, unknown])[];

/** The whole conversation to print or to keep. */
export function TranscriptBody({ conversationId }: { conversationId: string }) {
  const { client } = useDesk();
  return (
    <ul className="p-1.5">
      {FORMATS.map(([format, icon], index) => (
        <li key={format}>
          <a
            href={client.rest.desk.transcriptPath(conversationId, format)}
            target="_blank"
            rel="noopener"
            data-begin={index === 0 ? true : undefined}
            className="flex min-h-11 items-center gap-3 rounded-control px-2.5 py-1.5 text-meta outline-offset-[-2px]! hover:bg-sunken"
          >
            <Icon of={icon} className="text-faint" />
            <span>
              {strings.transcript.formats[format]}
              <span className="block text-label text-muted">{strings.transcript.meanings[format]}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
