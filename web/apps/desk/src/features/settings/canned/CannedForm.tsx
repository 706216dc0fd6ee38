import type { CannedResponse, Scope } from '@deskbell/protocol';
import { useDesk } from '../../../shared/desk/context';
import { useRecordsChanged } from '../../../shared/desk/records';
import { say } from '../../../shared/ui/toasts';
import { TextField } from '../fields/TextField';
import { DeleteButton } from '../kit/DeleteButton';
import { FormCard } from '../kit/FormCard';
import type { Problems } from '../kit/problems';
import { ScopeFields } from '../kit/ScopeFields';
import { mayChange, mayShare } from '../kit/scopes';
import { strings as words } from '../kit/strings';
import { useForm } from '../kit/useForm';
import { useGo } from '../pages/links';
import { Page } from '../pages/Page';
import { ContentField } from './ContentField';
import { strings } from './strings';

const LONGEST = { shortcut: 40, title: 120 };
const SHORTCUT = /^[\p{L}\p{N}_-]+$/u;

interface Values {
  shortcut: string;
  title: string;
  content: string;
  scope: Scope;
  teamId: string;
}

function check({ shortcut, title, content, scope, teamId }: Values): Problems {
  const found: Record<string, string> = {};
  if (!SHORTCUT.test(shortcut)) found.shortcut = strings.shortcutWrong;
  if (title.trim() === '') found.title = strings.nameMissing;
  if (content.trim() === '') found.content = strings.contentMissing;
  if (scope === 'team' && teamId === '') found.teamId = words.teamMissing;
  return found;
}

export interface CannedFormProps {
  /** Null makes a new one. */
  canned: CannedResponse | null;
  back: { section: string; words: string };
}

/** One canned response. */
export function CannedForm({ canned, back }: CannedFormProps) {
  const { client, me } = useDesk();
  const { cannedResponses } = client.rest.settings;
  const changed = useRecordsChanged();
  const go = useGo();
  const { shortcut = '', title = '', content = '', scope = mayShare(me) ? 'everyone' : 'own', teamId } = canned ?? {};
  const form = useForm<Values>({
    initial: { shortcut, title, content, scope, teamId: teamId ?? '' },
    check,
    conflict: 'shortcut',
    save: async (_, values) => {
      const body = { ...values, title: values.title.trim(), teamId: values.scope === 'team' ? values.teamId : null };
      await (canned ? cannedResponses.change(canned.id, body) : cannedResponses.add(body));
      await changed('cannedResponses');
    },
    saved: () => {
      if (canned) return;
      say(strings.made(form.values.title.trim()));
      go(back.section, undefined, true);
    },
  });
  if (canned && !mayChange(me, canned)) return <ReadOnly canned={canned} back={back} />;
  const bare = (text: string) => form.set({ shortcut: text.replaceAll(/[\s/]/g, '') });
  return (
    <Page title={canned?.title ?? strings.newTitle} meaning={canned ? strings.uses(canned.uses) : undefined} back={back}>
      <FormCard form={form}>
        <TextField {...form.field('title')} label={strings.name} hint={strings.nameHint} most={LONGEST.title} />
        <TextField {...form.field('shortcut')} onChange={bare} label={strings.shortcut} hint={strings.shortcutHint} most={LONGEST.shortcut} />
        <ContentField {...form.field('content')} />
        <ScopeFields form={form} />
      </FormCard>
      {canned && (
        <DeleteButton
          kind="cannedResponses"
          section={back.section}
          name={canned.title}
          meaning={strings.removeMeaning}
          before={form.discard}
          remove={() => cannedResponses.remove(canned.id)}
          restore={() => cannedResponses.add({ shortcut, title, content, scope, teamId: teamId ?? null })}
        />
      )}
    </Page>
  );
}

function ReadOnly({ canned: { title, shortcut, content }, back }: { canned: CannedResponse; back: CannedFormProps['back'] }) {
  return (
    <Page title={title} meaning={words.readOnly} back={back}>
      <div className="rounded-card border border-line bg-surface p-4 two:p-5">
        <p className="mb-2 font-mono text-meta text-muted">/{shortcut}</p>
        <p className="letter text-message">{content}</p>
      </div>
    </Page>
  );
}
