import { LinesField } from '../fields/AreaField';
import { CopyField } from '../fields/CopyField';
import { FormCard } from '../kit/FormCard';
import { useForm } from '../kit/useForm';
import type { InboxPartProps } from './InboxPage';
import { strings } from './strings';

/** The line of code that brings an inbox to a website. */
export const scriptTag = (inboxId: string, origin: string): string =>
  `<script src="${origin}/deskbell.js" async data-inbox="${inboxId}"></script>`;

/** How an inbox comes to a website, and which websites may have it. */
export function EmbedForm({ inbox, save }: InboxPartProps) {
  const form = useForm({ initial: { allowedOrigins: inbox.allowedOrigins }, save });
  return (
    <FormCard form={form} title={strings.embed} meaning={strings.embedMeaning}>
      <CopyField label={strings.embedLine} value={scriptTag(inbox.id, location.origin)} lines />
      <LinesField {...form.field('allowedOrigins')} label={strings.origins} hint={strings.originsHint} rows={2} code />
    </FormCard>
  );
}
