import type { Conversation, Customer } from '@deskbell/protocol';
import { Avatar, Button, Dot, Skeleton, TimeText, VisuallyHidden } from '@deskbell/ui';
import { useCustomer } from '../../../shared/desk/queries';
import { useCustomerWork } from '../../../shared/teamwork/customers';
import { InlineField } from '../InlineField';
import { LabelSet } from '../LabelSet';
import { Pair, Section } from '../Section';
import { strings } from '../strings';
import { Blocking } from './Blocking';
import { Context } from './Context';

/** Characters a name and an address may have. */
const LONGEST = { name: 120, email: 254 };

/** Who the customer is, as far as anybody has said; what is wrong is put right where it stands. */
export function CustomerCard({ conversation }: { conversation: Conversation }) {
  const { customer: summary, customerId } = conversation;
  const { data, isError, refetch } = useCustomer(customerId);
  const { patch } = useCustomerWork();
  const name = data?.name ?? summary?.name ?? '';
  return (
    <Section title={strings.customer}>
      <div className="flex items-center gap-3">
        <Avatar name={name} size={40} />
        <div className="min-w-0 flex-1">
          {data ? (
            <InlineField
              label={strings.name}
              value={name}
              empty={strings.addName}
              longest={LONGEST.name}
              className="text-message font-semibold"
              onSave={(next) => void patch(data.id, { name: next })}
            />
          ) : (
            <p dir="auto" className="lined-up text-message font-semibold wrap-anywhere">
              {name}
            </p>
          )}
          {data && <Standing customer={data} />}
        </div>
      </div>
      {data && <Facts customer={data} />}
      {!data && !isError && <LoadingFacts />}
      {isError && (
        <p role="alert" className="mt-3 flex items-center justify-between gap-2 text-meta text-muted">
          {strings.customerFailed}
          <Button size="small" onClick={() => void refetch()}>
            {strings.again}
          </Button>
        </p>
      )}
    </Section>
  );
}

function Standing({ customer: { identified, blocked } }: { customer: Customer }) {
  return (
    <span className="flex flex-wrap gap-x-2 text-label text-muted">
      <span title={identified ? strings.identifiedMeaning : strings.visitorMeaning}>
        {identified ? strings.identified : strings.visitor}
      </span>
      {blocked && <Dot tone="bad">{strings.blocked}</Dot>}
    </span>
  );
}

function Facts({ customer }: { customer: Customer }) {
  const { patch } = useCustomerWork();
  const { id, email, createdAt, lastSeenAt, labels, context } = customer;
  return (
    <>
      <dl className="mt-2">
        <Pair name={strings.email}>
          <InlineField
            label={strings.email}
            type="email"
            value={email ?? ''}
            empty={strings.addEmail}
            longest={LONGEST.email}
            mayBeEmpty
            onSave={(next) => void patch(id, { email: next === '' ? null : next })}
          />
        </Pair>
        {context && <Context context={context} />}
        <Pair name={strings.since}>
          <TimeText at={createdAt} format="long" />
        </Pair>
        {lastSeenAt && (
          <Pair name={strings.seen}>
            <TimeText at={lastSeenAt} format="long" />
          </Pair>
        )}
      </dl>
      <LabelSet label={strings.customerLabels} labels={labels ?? []} onChange={(next) => patch(id, { labels: next })} />
      <Blocking customer={customer} />
    </>
  );
}

function LoadingFacts() {
  return (
    <div className="mt-4 flex flex-col gap-3">
      <VisuallyHidden role="status">{strings.loading}</VisuallyHidden>
      <Skeleton width="80%" height="12px" />
      <Skeleton width="60%" height="12px" />
    </div>
  );
}
