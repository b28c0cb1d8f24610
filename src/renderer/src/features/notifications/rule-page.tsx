import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useOperation } from '../../lib/queries.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { SettingsTabs } from '../../ui/settings-tabs.tsx';
import { triggerLabels } from './notification-words.ts';
import { rulesPath } from './paths.ts';
import { RemoveButton } from './remove-button.tsx';
import { RuleEditor } from './rule-editor.tsx';
import type { RuleRow } from './rules-page.tsx';
import './notifications.css';

/** Adds a rule. */
export function NewRulePage(): ReactNode {
  const channels = useOperation('notifications.channels', {});
  return (
    <RuleFrame
      title="New rule"
      row={null}
      isReady={channels.data !== undefined || channels.error !== null}
      show={(rows) => (
        <RuleEditor
          rule={null}
          taken={rows.map(({ rule }) => rule.id)}
          channelIds={(channels.data ?? []).filter(({ channel }) => channel.isEnabled).map(({ channel }) => channel.id)}
        />
      )}
    />
  );
}

/** Changes a rule. */
export function RulePage(): ReactNode {
  const { id = '' } = useParams();
  const rules = useOperation('notifications.rules', {});
  const row = rules.data?.find(({ rule }) => rule.id === id) ?? null;
  return (
    <RuleFrame
      title={row?.rule.name ?? 'Rule'}
      row={row}
      isReady
      show={() =>
        row === null ? (
          <EmptyState title={`There is no rule ${id}.`} actions={<Link to={rulesPath}>All rules</Link>}>
            It may have been removed.
          </EmptyState>
        ) : (
          <RuleEditor key={id} rule={row.rule} taken={[]} channelIds={[]} />
        )
      }
    />
  );
}

interface RuleFrameProps {
  readonly title: string;
  /** What is edited, where there is something stored. */
  readonly row: RuleRow | null;
  /** What a form begins with is read. */
  readonly isReady: boolean;
  readonly show: (rows: readonly RuleRow[]) => ReactNode;
}

function RuleFrame({ title, row, isReady, show }: RuleFrameProps): ReactNode {
  const rules = useOperation('notifications.rules', {});
  return (
    <div className="page">
      <PageHeader
        title={title}
        sentence={row === null ? '' : `${triggerLabels[row.rule.trigger.kind]}.`}
        actions={row === null ? undefined : <RemoveButton what="rule" id={row.rule.id} name={row.rule.name} />}
      />
      <SettingsTabs />
      {rules.data !== undefined && isReady ? (
        show(rules.data)
      ) : rules.error === null ? (
        <LoadingState what="the rule" rows={12} />
      ) : (
        <ErrorState what="the rule" error={rules.error} onRetry={() => void rules.refetch()} />
      )}
    </div>
  );
}
