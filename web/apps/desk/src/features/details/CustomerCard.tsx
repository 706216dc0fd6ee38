import type { Conversation, Customer } from '@deskbell/protocol';
import { Avatar, Button, Skeleton, TimeText, VisuallyHidden } from '@deskbell/ui';
import { useCustomer } from '../../shared/desk/queries';
import { Attributes } from './Attributes';
import { Pair, Section } from './Section';
import { strings } from './strings';

/** Who the customer is, as far as anybody has said. */
export function CustomerCard({ conversation }: { conversation: Conversation }) {
  const { customer: summary, customerId } = conversation;
  const { data, isError, refetch } = useCustomer(customerId);
  const name = data?.name ?? summary?.name ?? '';
  return (
    <>
      <Section title={strings.customer}>
        <div className="flex items-center gap-3">
          <Avatar name={name} size={40} />
          <div className="min-w-0 flex-1">
            <p dir="auto" className="lined-up text-message font-semibold wrap-anywhere">
              {name}
            </p>
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
      <Attributes attributes={data?.attributes} />
    </>
  );
}

function Standing({ customer: { identified } }: { customer: Customer }) {
  return (
    <span className="text-label text-muted" title={identified ? strings.identifiedMeaning : strings.visitorMeaning}>
      {identified ? strings.identified : strings.visitor}
    </span>
  );
}

function Facts({ customer: { email, createdAt, lastSeenAt } }: { customer: Customer }) {
  return (
    <dl className="mt-2">
      {email && (
        <Pair name={strings.email}>
          <bdi>{email}</bdi>
        </Pair>
      )}
      <Pair name={strings.since}>
        <TimeText at={createdAt} format="long" />
      </Pair>
      {lastSeenAt && (
        <Pair name={strings.seen}>
          <TimeText at={lastSeenAt} format="long" />
        </Pair>
      )}
    </dl>
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
