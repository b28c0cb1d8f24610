import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { formatCount } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { useSetParams } from '../../lib/use-set-params.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { SettingsTabs } from '../../ui/settings-tabs.tsx';
import { NoticeItem } from './notice-item.tsx';
import { rulesPath } from './paths.ts';
import { useNotices } from './use-notices.ts';
import type { NoticeFilter, NoticeList } from './use-notices.ts';
import './notifications.css';

/** What people were told, and what became of every message; the filters stand in the address. */
export function LogPage(): ReactNode {
  const [params, setParams] = useSearchParams();
  const filter: NoticeFilter = { ruleId: params.get('rule'), isTroubled: params.get('troubled') === '1' };
  const list = useNotices(filter);
  return (
    <div className="page">
      <PageHeader title="Notification log" sentence={logSentence(list)} />
      <SettingsTabs />
      <FilterRow filter={filter} />
      {list.notices === undefined ? (
        list.error === null ? (
          <LoadingState what="the log" rows={8} />
        ) : (
          <ErrorState what="the log" error={list.error} onRetry={list.retry} />
        )
      ) : list.notices.length === 0 ? (
        <Nothing filter={filter} onClear={() => setParams({}, { replace: true })} />
      ) : (
        <Notices list={list} />
      )}
    </div>
  );
}

function logSentence({ notices, hasMore }: NoticeList): string {
  if (notices === undefined) return '';
  if (notices.length === 0) return 'Nothing is shown.';
  const troubled = notices.filter(({ deliveries }) => deliveries.some(({ status }) => status === 'failed')).length;
  const shown = `The newest ${formatCount(notices.length, 'notice', 'notices')}${hasMore ? '; older ones follow' : ''}.`;
  return troubled === 0 ? shown : `${shown} ${formatCount(troubled, 'has', 'have')} a message that did not arrive.`;
}

function FilterRow({ filter }: { readonly filter: NoticeFilter }): ReactNode {
  const set = useSetParams<'rule' | 'troubled'>();
  const rules = useOperation('notifications.rules', {});
  const named = (rules.data ?? []).map(({ rule }) => [rule.id, rule.name] as const);
  const isGone = filter.ruleId !== null && !named.some(([id]) => id === filter.ruleId);
  return (
    <search className="filter-row">
      <Choice
        label="Rule"
        value={filter.ruleId ?? ''}
        options={[['', 'Every rule'], ...named, ...(isGone ? [[filter.ruleId, filter.ruleId] as const] : [])]}
        onChange={(rule) => set({ rule })}
      />
      <label className="choices__choice">
        <input
          type="checkbox"
          checked={filter.isTroubled}
          onChange={(event) => set({ troubled: event.target.checked ? '1' : '' })}
        />
        Only with a message that waits or failed
      </label>
    </search>
  );
}

function Nothing({ filter, onClear }: { readonly filter: NoticeFilter; readonly onClear: () => void }): ReactNode {
  if (filter.ruleId !== null || filter.isTroubled) {
    return (
      <EmptyState
        title="No notice matches these filters."
        actions={<Button onClick={onClear}>Clear all filters</Button>}
      >
        {filter.isTroubled ? 'No message waits, and none failed.' : 'This rule told nothing yet.'}
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nobody was told of anything yet." actions={<Link to={rulesPath}>Look at the rules</Link>}>
      A notice appears here as soon as something happens that a rule waits for.
    </EmptyState>
  );
}

function Notices({ list }: { readonly list: NoticeList }): ReactNode {
  return (
    <>
      <ol className="notices-list" aria-label="Notices, newest first">
        {list.notices?.map((notice) => (
          <NoticeItem key={notice.id} notice={notice} />
        ))}
      </ol>
      {list.error === null ? null : <ErrorState what="older notices" error={list.error} onRetry={list.retry} />}
      {list.hasMore && list.error === null ? (
        <div>
          <Button disabled={list.isLoadingMore} onClick={list.loadMore}>
            {list.isLoadingMore ? 'Reading…' : 'Load older notices'}
          </Button>
        </div>
      ) : null}
    </>
  );
}
