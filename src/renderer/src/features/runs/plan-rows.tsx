import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { PlanAction } from '#shared/model/run-plan.ts';
import type { RunPlan, RunPlanRow } from '#shared/model/run-plan.ts';
import { formatCount, formatNumber } from '../../lib/format.ts';
import { useSetParams } from '../../lib/use-set-params.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { actionWord, planValueWord, totalOf } from './plan-words.ts';
import { usePlanRows } from './use-plan-rows.ts';

/** Every row of a plan with what differs, narrowed by what is done and to what. */
export function PlanRows({ plan }: { readonly plan: RunPlan }): ReactNode {
  const [params] = useSearchParams();
  const setParams = useSetParams<'action' | 'entity'>();
  const action = PlanAction.safeParse(params.get('action')).data ?? null;
  const entity = plan.entities.find((each) => each.entity === params.get('entity'))?.entity ?? null;
  const list = usePlanRows(plan.runId, action, entity);
  const isNarrowed = action !== null || entity !== null;
  return (
    <>
      <div className="filter-row">
        <h3 className="plan-rows__title">Rows</h3>
        <Choice
          label="What is done"
          value={action ?? ''}
          options={[['', 'Everything'], ...PlanAction.options.map((each) => [each, actionWord(each)] as const)]}
          onChange={(value) => setParams({ action: value })}
        />
        {plan.entities.length > 1 ? (
          <Choice
            label="To what"
            value={entity ?? ''}
            options={[['', 'All kinds'], ...plan.entities.map((each) => [each.entity, each.title] as const)]}
            onChange={(value) => setParams({ entity: value })}
          />
        ) : null}
        {isNarrowed ? (
          <Button look="quiet" onClick={() => setParams({ action: '', entity: '' })}>
            Show all
          </Button>
        ) : null}
        <output className="filter-row__end secondary">
          {list.rows === undefined
            ? ''
            : shownWords(list.rows.length, totalOf(plan.counts), list.hasMore || isNarrowed)}
        </output>
      </div>
      {list.rows === undefined ? (
        list.error === null ? (
          <LoadingState what="the rows of the plan" />
        ) : (
          <ErrorState what="the rows of the plan" error={list.error} onRetry={list.retry} />
        )
      ) : (
        <>
          <RowTable rows={list.rows} />
          {list.error === null ? null : (
            <ErrorState what="more rows of the plan" error={list.error} onRetry={list.retry} />
          )}
          {list.hasMore && list.error === null ? (
            <div>
              <Button onClick={list.loadMore} disabled={list.isReading}>
                Show more rows
              </Button>
            </div>
          ) : null}
        </>
      )}
    </>
  );
}

function shownWords(shown: number, total: number, isPart: boolean): string {
  return isPart ? `${formatNumber(shown)} of ${formatCount(total, 'row', 'rows')}` : formatCount(total, 'row', 'rows');
}

function RowTable({ rows }: { readonly rows: readonly RunPlanRow[] }): ReactNode {
  if (rows.length === 0) return <p className="secondary">No row of the plan is like this.</p>;
  return (
    <ScrollRegion className="scroll-table" label="Rows of the plan">
      <table className="table">
        <caption className="visually-hidden">Rows of the plan, in the order in which they are carried out</caption>
        <thead>
          <tr>
            <th scope="col">Action</th>
            <th scope="col">Row</th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <td className="nowrap">
                <ActionMark row={row} />
              </td>
              <th scope="row">
                {row.label}
                {row.problem === null ? null : (
                  <span className="plan-row__problem">
                    <StateMark mark="attention" word={`Not done: ${row.problem}`} />
                  </span>
                )}
              </th>
              <td>
                <Differences row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

const signs = { create: '+', update: '±', remove: '−' } as const;

function ActionMark({ row: { action } }: { readonly row: RunPlanRow }): ReactNode {
  return (
    <span className={`plan-action plan-action--${action}`}>
      <span aria-hidden="true" className="plan-action__sign">
        {signs[action]}
      </span>
      {actionWord(action)}
    </span>
  );
}

/** Fields as they were and as they become; those of rows that come or go have one side only. */
function Differences({ row }: { readonly row: RunPlanRow }): ReactNode {
  return (
    <ul className="plan-fields">
      {row.fields.map(({ name, before, after }) => (
        <li key={name}>
          <span className="secondary">{name}</span>{' '}
          {row.action === 'create' ? null : (
            <del>
              <span className="visually-hidden">before </span>
              {planValueWord(before)}
            </del>
          )}
          {row.action === 'update' ? <span aria-hidden="true"> → </span> : null}
          {row.action === 'remove' ? null : (
            <ins>
              <span className="visually-hidden">after </span>
              {planValueWord(after)}
            </ins>
          )}
        </li>
      ))}
    </ul>
  );
}
