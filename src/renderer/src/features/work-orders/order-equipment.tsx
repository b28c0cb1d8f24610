import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OrderDetail } from '#shared/contract/work-orders.ts';
import type { Equipment } from '#shared/model/work-order.ts';
import type { Run } from '#shared/model/run.ts';
import { formatCount } from '../../lib/format.ts';
import { useCommand } from '../../lib/queries.ts';
import { useRunningRuns } from '../../lib/runs.ts';
import { Age } from '../../ui/age.tsx';
import { Button } from '../../ui/button.tsx';
import { RunProgress } from '../../ui/run-progress.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

/** What stands at the place of an order, when that was asked for, and a way to ask anew. */
export function OrderEquipment({ detail }: { readonly detail: OrderDetail }): ReactNode {
  const { order, standing, equipment } = detail;
  const fetchAnew = useCommand('workOrders.refreshEquipment');
  const runs = useRunningRuns();
  const started = fetchAnew.data?.id;
  const running: Run | undefined = started === undefined ? undefined : runs.find(({ id }) => id === started);
  return (
    <section className="section" aria-labelledby="order-equipment">
      <div className="section__head">
        <h2 id="order-equipment">Equipment</h2>
        <FetchedAt equipment={equipment} />
      </div>
      {equipment === null || equipment.failure === null ? null : (
        <p>
          <StateMark mark="attention" word="The newest look gave nothing" />: {equipment.failure}
        </p>
      )}
      <Units equipment={equipment} />
      {order.locationId === null ? (
        <p className="secondary">The portal names no location, so its equipment cannot be asked for.</p>
      ) : running !== undefined ? (
        <RunProgress run={running} />
      ) : (
        <div>
          <Button
            disabled={fetchAnew.isPending}
            onClick={() => fetchAnew.mutate({ sourceId: standing.sourceId, number: order.number })}
          >
            <RefreshCw size={14} aria-hidden="true" /> Fetch the equipment anew
          </Button>
        </div>
      )}
    </section>
  );
}

interface EquipmentProps {
  readonly equipment: OrderDetail['equipment'];
}

function FetchedAt({ equipment }: EquipmentProps): ReactNode {
  const fetchedAt = equipment?.fetchedAt ?? null;
  if (equipment === null || fetchedAt === null) return <span className="secondary">never fetched</span>;
  return (
    <span className="secondary">
      {formatCount(equipment.units.length, 'unit', 'units')}, fetched{' '}
      <Age at={fetchedAt} className="age--from-left age--below" />
    </span>
  );
}

function Units({ equipment }: EquipmentProps): ReactNode {
  if (equipment === null || equipment.fetchedAt === null)
    return <p className="secondary">Nobody has asked yet what stands there.</p>;
  if (equipment.units.length === 0) return <p className="secondary">The portal lists no equipment at this place.</p>;
  return (
    <ScrollRegion className="scroll-table" label="Equipment of the place">
      <table className="table">
        <caption className="visually-hidden">Equipment of the place</caption>
        <thead>
          <tr>
            <th scope="col">Equipment</th>
            <th scope="col">Type</th>
            <th scope="col">Make</th>
            <th scope="col">Model</th>
            <th scope="col">Serial number</th>
            <th scope="col">Further</th>
          </tr>
        </thead>
        <tbody>
          {equipment.units.map((unit, index) => (
            <UnitRow key={`${String(index)} ${unit.title}`} unit={unit} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function UnitRow({ unit }: { readonly unit: Equipment }): ReactNode {
  return (
    <tr>
      <th scope="row">{unit.title}</th>
      <td>{unit.type}</td>
      <td>{unit.make ?? '–'}</td>
      <td>{unit.model ?? '–'}</td>
      <td>{unit.serialNumber ?? '–'}</td>
      <td>
        {unit.fields.map(({ label, value }, index) => (
          <div key={`${String(index)} ${label}`}>
            <span className="secondary">{label}</span> {value}
          </div>
        ))}
      </td>
    </tr>
  );
}
