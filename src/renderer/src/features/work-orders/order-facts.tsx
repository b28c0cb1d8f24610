import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { OrderPersons, OrderStanding, WorkOrder } from '#shared/model/work-order.ts';
import { formatInstantWithYear } from '../../lib/format.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { addressLines, visitsWord } from './order-words.ts';
import { dayPath } from './paths.ts';

interface OrderFactsProps {
  readonly order: WorkOrder;
  readonly standing: OrderStanding;
}

/** What the portal tells of an order, field by field, and since when Rounds knows of it. */
export function OrderFacts({ order, standing }: OrderFactsProps): ReactNode {
  const { nextVisitDate, lastVisitDate, dueDate } = order;
  return (
    <section className="section" aria-labelledby="order-facts">
      <h2 id="order-facts">The order</h2>
      <dl className="order-facts">
        <Fact label="Status" value={order.status} />
        <Fact label="Categories" value={order.categories.join(', ')} />
        <Fact label="Reason" value={order.reason} />
        <Fact label="Due" value={dueDate === null ? null : formatDate(dueDate)} />
        <Fact label="Next visit" value={nextVisitDate === null ? null : visitText(order)}>
          {nextVisitDate === null ? null : <Link to={dayPath(nextVisitDate)}>Show in the calendar</Link>}
        </Fact>
        <Fact label="Visits done" value={visitsWord(order)} />
        <Fact label="Last visit" value={lastVisitDate === null ? null : formatDate(lastVisitDate)} />
        <Fact label="Id of the next visit" value={order.nextVisitId} />
        <Fact label="Customer" value={order.customer} />
        <Fact label="Customer id" value={order.customerId} />
        <Fact label="Store" value={order.storeNumber} />
        <Fact label="Brand" value={order.brand} />
        <div>
          <dt className="label">Address</dt>
          <dd>
            {addressLines(order).length === 0 ? <Unknown /> : null}
            {addressLines(order).map((line) => (
              <div key={line}>{line}</div>
            ))}
          </dd>
        </div>
        <Fact label="Location id" value={order.locationId} />
        <Fact label="Project" value={order.project} />
        <Fact label="PO number" value={order.poNumber} />
        <Fact label="Created" value={order.createdAt === null ? null : formatInstantWithYear(order.createdAt)} />
        <Fact label="First seen by Rounds" value={formatInstantWithYear(standing.firstChecked)} />
        <Fact label="Last seen by Rounds" value={formatInstantWithYear(standing.lastChecked)} />
        <Fact label="Source" value={standing.sourceName} />
      </dl>
    </section>
  );
}

function visitText({ nextVisitDate, nextVisitTime }: WorkOrder): string {
  const date = nextVisitDate === null ? '' : formatDate(nextVisitDate);
  return nextVisitTime === null ? date : `${date}, ${nextVisitTime}`;
}

interface FactProps {
  readonly label: string;
  readonly value: string | null;
  /** What stands beside the value. */
  readonly children?: ReactNode;
}

function Fact({ label, value, children }: FactProps): ReactNode {
  return (
    <div>
      <dt className="label">{label}</dt>
      <dd>
        {value === null || value === '' ? <Unknown /> : value} {children}
      </dd>
    </div>
  );
}

/** The portal leaves a field out; that is no statement about the thing itself. */
function Unknown(): ReactNode {
  return <span className="secondary">Not told</span>;
}

/** Who ordered and whom to ask; for the desk alone. */
export function OrderContact({ persons }: { readonly persons: OrderPersons }): ReactNode {
  const { createdBy, contact } = persons;
  return (
    <section className="section" aria-labelledby="order-contact">
      <h2 id="order-contact">Contact</h2>
      <p className="secondary">Personal: kept on this computer only, in no export and no message.</p>
      <dl className="order-facts">
        <Fact label="Created by" value={createdBy} />
        <div>
          <dt className="label">Contact</dt>
          <dd>
            {contact.length === 0 ? <Unknown /> : null}
            {contact.map((line, index) => (
              <div key={`${String(index)} ${line}`}>{line}</div>
            ))}
          </dd>
        </div>
      </dl>
    </section>
  );
}
