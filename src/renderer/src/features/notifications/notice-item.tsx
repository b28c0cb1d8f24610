import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Delivery, Notice } from '#shared/model/notification.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { formatCount } from '../../lib/format.ts';
import { Age, Instant } from '../../ui/age.tsx';
import { Button } from '../../ui/button.tsx';
import { OutcomeMark } from '../../ui/outcome-mark.tsx';
import { deliveryLook, doesLast, isTriggerKind } from './notification-words.ts';
import { rulePath } from './paths.ts';

/** One notice with what became of its messages. */
export function NoticeItem({ notice }: { readonly notice: Notice }): ReactNode {
  const titleId = `notice-${String(notice.id)}`;
  return (
    <li className="panel notice-item" aria-labelledby={titleId}>
      <div className="notice-item__head">
        <h2 id={titleId} className="notice-item__title">
          {notice.title}
        </h2>
        <span className="secondary">
          <Age at={notice.openedAt} />
          <Ending notice={notice} />
        </span>
      </div>
      {notice.body === '' ? null : <p className="notice-item__body">{notice.body}</p>}
      <p className="secondary">
        Rule <Link to={rulePath(notice.ruleId)}>{notice.ruleName}</Link>
        {notice.path === null ? null : (
          <>
            {'. '}
            <Link to={notice.path} aria-label={`Show what ${notice.title} is about`}>
              Show what it is about
            </Link>
          </>
        )}
      </p>
      {notice.deliveries.length === 0 ? (
        <p className="secondary">The rule names no channel, so nobody was told.</p>
      ) : (
        <ul className="deliveries" aria-label={`Messages of ${notice.title}`}>
          {notice.deliveries.map((delivery) => (
            <DeliveryLine key={delivery.id} delivery={delivery} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** Whether what it tells of still holds. */
function Ending({ notice: { trigger, closedAt } }: { readonly notice: Notice }): ReactNode {
  if (closedAt !== null)
    return (
      <>
        , over <Age at={closedAt} />
      </>
    );
  return isTriggerKind(trigger) && doesLast(trigger) ? ', it still holds' : null;
}

function DeliveryLine({ delivery }: { readonly delivery: Delivery }): ReactNode {
  const client = useQueryClient();
  const retry = useCommand('notifications.retry');
  const tryAgain = (): void =>
    retry.mutate(
      { deliveryId: delivery.id },
      {
        onSuccess: () => {
          announce(`The message over ${delivery.channelName} is tried again.`);
          void client.invalidateQueries({ queryKey: ['notifications.notices'] });
        },
      },
    );
  return (
    <li>
      <OutcomeMark {...deliveryLook(delivery.status)} />
      <span>
        {delivery.channelName}
        {delivery.about === 'closed' ? ', its end' : ''}
      </span>
      <span className="secondary">
        <DeliveryStory delivery={delivery} />
      </span>
      {delivery.status === 'failed' ? (
        <Button
          look="quiet"
          aria-label={`Try again over ${delivery.channelName}, message ${String(delivery.id)}`}
          disabled={retry.isPending}
          onClick={tryAgain}
        >
          Try again
        </Button>
      ) : null}
    </li>
  );
}

/** When it went, or why it did not. */
function DeliveryStory({ delivery }: { readonly delivery: Delivery }): ReactNode {
  const { status, sentAt, nextAttemptAt, attempts, error } = delivery;
  const tries = formatCount(attempts, 'attempt', 'attempts');
  switch (status) {
    case 'sent':
      return sentAt === null ? null : <Age at={sentAt} />;
    case 'waiting':
      return (
        <>
          {nextAttemptAt === null ? (
            'until it is its turn'
          ) : (
            <>
              until <Instant at={nextAttemptAt} />
            </>
          )}
          {error === null ? null : `; ${tries} failed: ${error}`}
        </>
      );
    case 'failed':
      return `after ${tries}${error === null ? '' : `: ${error}`}`;
    case 'folded':
      return 'over the ceiling of an hour; the next message told of it as a count';
    case 'dropped':
      return error ?? 'over before it could be told, or its channel was removed';
  }
}
