import type { ReactNode } from 'react';
import type { WorkItem } from '#shared/model/work-order.ts';

/** What is to be done, line by line. A quantity of 0 is shown as 0, because the portal says so. */
export function OrderItems({ items }: { readonly items: readonly WorkItem[] }): ReactNode {
  return (
    <section className="section" aria-labelledby="order-items">
      <h2 id="order-items">Items</h2>
      {items.length === 0 ? (
        <p className="secondary">The portal lists none.</p>
      ) : (
        <table className="table">
          <caption className="visually-hidden">Items of the order</caption>
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col" className="numeric">
                Quantity
              </th>
              <th scope="col">Description</th>
              <th scope="col">Code</th>
            </tr>
          </thead>
          <tbody>{items.map((item, index) => itemRows(item, index))}</tbody>
        </table>
      )}
    </section>
  );
}

function itemRows({ type, lines }: WorkItem, item: number): ReactNode {
  if (lines.length === 0) {
    return (
      <tr key={`${String(item)}`}>
        <th scope="row">{type}</th>
        <td className="numeric">–</td>
        <td className="secondary">No line is told</td>
        <td>–</td>
      </tr>
    );
  }
  return lines.map(({ quantity, description, code }, line) => (
    <tr key={`${String(item)} ${String(line)}`}>
      <th scope="row">{type}</th>
      <td className="numeric">{String(quantity)}</td>
      <td>{description}</td>
      <td>{code ?? '–'}</td>
    </tr>
  ));
}
