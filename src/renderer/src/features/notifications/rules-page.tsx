import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Output } from '#shared/contract/index.ts';
import { formatCount, formatList, formatNumber } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { useRowKeys } from '../../lib/use-row-keys.ts';
import { Age } from '../../ui/age.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { SettingsTabs } from '../../ui/settings-tabs.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { triggerLabels, triggerSentence } from './notification-words.ts';
import { channelsPath, newRulePath, rulePath } from './paths.ts';
import './notifications.css';

export type RuleRow = Output<'notifications.rules'>[number];

/** Who is told of what. */
export function RulesPage(): ReactNode {
  const rules = useOperation('notifications.rules', {});
  const rows = rules.data;
  return (
    <div className="page">
      <PageHeader
        title="Notification rules"
        sentence={rows === undefined ? '' : rulesSentence(rows)}
        actions={
          <Link className="button button--primary" to={newRulePath}>
            <Plus size={14} aria-hidden="true" /> New rule
          </Link>
        }
      />
      <SettingsTabs />
      {rows === undefined ? (
        rules.error === null ? (
          <LoadingState what="the rules" />
        ) : (
          <ErrorState what="the rules" error={rules.error} onRetry={() => void rules.refetch()} />
        )
      ) : rows.length === 0 ? (
        <EmptyState
          title="Rounds tells nobody of anything yet."
          actions={
            <Link className="button" to={channelsPath}>
              Look at the channels
            </Link>
          }
        >
          A rule says what to wait for and over which channels to tell it: a job that fails, a building that is full, an
          order that moves. Begin with a channel, then add a rule.
        </EmptyState>
      ) : (
        <RuleTable rows={rows} />
      )}
    </div>
  );
}

function rulesSentence(rows: readonly RuleRow[]): string {
  if (rows.length === 0) return 'There is no rule.';
  const open = rows.reduce((sum, { openCount }) => sum + openCount, 0);
  const off = rows.filter(({ rule }) => !rule.isEnabled).length;
  return `${formatCount(rows.length, 'rule', 'rules')}${off === 0 ? '' : `, ${formatNumber(off)} switched off`}; ${formatCount(open, 'cause is', 'causes are')} open now.`;
}

/** The rules with what they wait for and who is told; arrow keys walk the rows. */
function RuleTable({ rows }: { readonly rows: readonly RuleRow[] }): ReactNode {
  const channels = useOperation('notifications.channels', {});
  const nameOf = (id: string): string => channels.data?.find(({ channel }) => channel.id === id)?.channel.name ?? id;
  const { bodyRef, active, setActive, onKeyDown } = useRowKeys(rows.map(({ rule }) => rule.name));
  return (
    <table className="table notify-table">
      <caption className="visually-hidden">Rules</caption>
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">State</th>
          <th scope="col">Waits for</th>
          <th scope="col">Tells</th>
          <th scope="col" className="numeric">
            Open causes
          </th>
          <th scope="col">Last told</th>
        </tr>
      </thead>
      <tbody ref={bodyRef}>
        {rows.map((row, index) => (
          <tr key={row.rule.id}>
            <th scope="row">
              <Link
                to={rulePath(row.rule.id)}
                className="row-link"
                tabIndex={index === active ? 0 : -1}
                onFocus={() => setActive(index)}
                onKeyDown={onKeyDown}
              >
                {row.rule.name}
              </Link>
            </th>
            <RuleCells row={row} nameOf={nameOf} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface RuleCellsProps {
  readonly row: RuleRow;
  /** The name of a channel. */
  readonly nameOf: (id: string) => string;
}

function RuleCells({ row, nameOf }: RuleCellsProps): ReactNode {
  const { rule, openCount, lastOpenedAt } = row;
  return (
    <>
      <td>
        <RuleMark row={row} />
      </td>
      <td>
        {triggerLabels[rule.trigger.kind]}
        <div className="secondary">{triggerSentence(rule.trigger)}</div>
      </td>
      <td>
        {rule.channelIds.length === 0 ? (
          <span className="attention-text">nobody</span>
        ) : (
          formatList(rule.channelIds.map(nameOf))
        )}
      </td>
      <td className="numeric">{formatNumber(openCount)}</td>
      <td className="nowrap">{lastOpenedAt === null ? 'never' : <Age at={lastOpenedAt} isInRow />}</td>
    </>
  );
}

function RuleMark({ row: { rule, openCount } }: { readonly row: RuleRow }): ReactNode {
  if (!rule.isEnabled) return <StateMark mark="paused" word="Switched off" />;
  if (rule.channelIds.length === 0) return <StateMark mark="attention" word="Tells nobody" />;
  if (openCount > 0) return <StateMark mark="attention" word="It holds now" />;
  return <StateMark mark="active" word="On watch" />;
}
