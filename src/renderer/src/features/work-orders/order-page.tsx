import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { OrderDetail } from '#shared/contract/work-orders.ts';
import { useNow } from '../../lib/clock.ts';
import { formatAge } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { Instant } from '../../ui/age.tsx';
import { OutsideLink } from '../../ui/outside-link.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ChangeLine } from './change-line.tsx';
import { OrderEquipment } from './order-equipment.tsx';
import { OrderContact, OrderFacts } from './order-facts.tsx';
import { OrderHistory } from './order-history.tsx';
import { OrderItems } from './order-items.tsx';
import { overdueWords, placeWords } from './order-words.ts';
import { orderPath } from './paths.ts';
import './order-page.css';

/** One work order: everything that is known of it, and how it came to be so. */
export function OrderPage(): ReactNode {
  const { sourceId = '', number = '' } = useParams();
  const detail = useOperation('workOrders.order', { sourceId, number }, { refetchIntervalMs: 60_000 });
  const now = useNow(10_000);
  const { data } = detail;
  return (
    <div className="page order-page">
      <PageHeader
        title={number}
        sentence={data === undefined ? '' : orderSentence(data, now)}
        actions={data === undefined ? undefined : <OutsideLink url={data.link}>Open in the portal</OutsideLink>}
      />
      <p>
        <Link className="order-back" to="/work-orders">
          <ArrowLeft size={14} aria-hidden="true" /> All orders
        </Link>
      </p>
      {data !== undefined ? (
        <Sections key={`${sourceId} ${number}`} detail={data} />
      ) : detail.error === null ? (
        <LoadingState what={`order ${number}`} rows={14} />
      ) : (
        <ErrorState what={`order ${number}`} error={detail.error} onRetry={() => void detail.refetch()} />
      )}
    </div>
  );
}

function orderSentence({ order, standing }: OrderDetail, now: number): string {
  const seen = formatAge(standing.lastChecked, Math.max(now, standing.lastChecked));
  return `${order.status}. ${placeWords(order)}; last seen ${seen} by ${standing.sourceName}.`;
}

function Sections({ detail }: { readonly detail: OrderDetail }): ReactNode {
  const { order, persons, standing } = detail;
  return (
    <>
      <StandingNotes detail={detail} />
      <OrderFacts order={order} standing={standing} />
      <div className="order-columns">
        <OrderItems items={order.items} />
        <div className="order-side">
          <Instructions text={order.instructions} />
          <OrderContact persons={persons} />
        </div>
      </div>
      <OrderEquipment detail={detail} />
      <Neighbours detail={detail} />
      <div className="order-columns">
        <OrderHistory stretches={detail.stretches} />
        <Changes detail={detail} />
      </div>
    </>
  );
}

/** What is to be known before one trusts the rest. */
function StandingNotes({ detail: { order, standing } }: { readonly detail: OrderDetail }): ReactNode {
  const { missingSince, unreadFrom, isOverdue } = standing;
  if (missingSince === null && unreadFrom === null && !isOverdue) return null;
  return (
    <div className="order-notes" role="note">
      {missingSince === null ? null : (
        <p>
          <StateMark mark="paused" word="Missing" /> Not on the list any more since{' '}
          <Instant at={missingSince} className="age--from-left age--below" />, by a read that was proven complete. What
          is shown is as it was last listed.
        </p>
      )}
      {isOverdue ? (
        <p>
          <StateMark mark="attention" word="Overdue" isShapeOnly /> {overdueWords(order)}
        </p>
      ) : null}
      {unreadFrom === null ? null : (
        <p>
          <StateMark mark="waiting" word="Not confirmed" /> The newest read could not confirm this order. What is shown
          was read <Instant at={unreadFrom} className="age--from-left age--below" />.
        </p>
      )}
    </div>
  );
}

function Instructions({ text }: { readonly text: string | null }): ReactNode {
  return (
    <section className="section" aria-labelledby="instructions">
      <h2 id="instructions">Instructions</h2>
      {text === null || text === '' ? (
        <p className="secondary">The portal gives none.</p>
      ) : (
        <p className="order-instructions">{text}</p>
      )}
    </section>
  );
}

function Neighbours({ detail: { neighbours, standing } }: { readonly detail: OrderDetail }): ReactNode {
  if (neighbours.length === 0) return null;
  return (
    <section className="section" aria-labelledby="neighbours">
      <h2 id="neighbours">Other open orders of the same place</h2>
      <ul className="order-neighbours">
        {neighbours.map((number) => (
          <li key={number}>
            <Link to={orderPath(standing.sourceId, number)}>{number}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Changes({ detail: { changes } }: { readonly detail: OrderDetail }): ReactNode {
  return (
    <section className="section" aria-labelledby="order-changes">
      <h2 id="order-changes">Changes</h2>
      {changes.length === 0 ? (
        <p className="secondary">Nothing has changed since it was first seen.</p>
      ) : (
        <ul>
          {changes.map((change) => (
            <ChangeLine
              key={change.id}
              change={change}
              when={<Instant at={change.seenAt} className="age--from-left age--below" />}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
