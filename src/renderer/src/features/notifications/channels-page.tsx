import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ChannelRow } from '#shared/contract/notifications.ts';
import { formatCount, formatNumber } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { useRowKeys } from '../../lib/use-row-keys.ts';
import { Age } from '../../ui/age.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { SettingsTabs } from '../../ui/settings-tabs.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { channelKinds, channelMark, channelTarget, secretWords } from './notification-words.ts';
import { channelPath, newChannelPath } from './paths.ts';
import './notifications.css';

/** The ways by which people are told. */
export function ChannelsPage(): ReactNode {
  const channels = useOperation('notifications.channels', {});
  const rows = channels.data;
  return (
    <div className="page">
      <PageHeader title="Channels" sentence={rows === undefined ? '' : channelsSentence(rows)} />
      <SettingsTabs />
      {rows === undefined ? (
        channels.error === null ? (
          <LoadingState what="the channels" />
        ) : (
          <ErrorState what="the channels" error={channels.error} onRetry={() => void channels.refetch()} />
        )
      ) : (
        <>
          {rows.length === 0 ? (
            <EmptyState title="Nobody can be told yet.">
              Add a channel, send a test message over it, and then name it in a rule.
            </EmptyState>
          ) : (
            <ChannelTable rows={rows} />
          )}
          <AddChannel />
        </>
      )}
    </div>
  );
}

function channelsSentence(rows: readonly ChannelRow[]): string {
  const troubled = rows.filter((row) => row.channel.isEnabled && row.trouble !== null).length;
  const waiting = rows.reduce((sum, { waitingCount }) => sum + waitingCount, 0);
  if (rows.length === 0) return 'There is no channel.';
  return `${formatCount(rows.length, 'channel', 'channels')}, ${troubled === 0 ? 'none' : formatNumber(troubled)} in trouble; ${formatCount(waiting, 'message waits', 'messages wait')}.`;
}

/** A way to each kind of new channel. */
function AddChannel(): ReactNode {
  return (
    <section className="section" aria-labelledby="add-channel">
      <h2 id="add-channel">Add a channel</h2>
      <ul className="notify-kinds">
        {Object.entries(channelKinds).map(([kind, { label, hint }]) => (
          <li key={kind} className="panel notify-kinds__kind">
            <Link className="button" to={newChannelPath(kind)}>
              <Plus size={14} aria-hidden="true" /> {label}
            </Link>
            <p className="secondary">{hint}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The channels with how they stand; arrow keys walk the rows. */
function ChannelTable({ rows }: { readonly rows: readonly ChannelRow[] }): ReactNode {
  const { bodyRef, active, setActive, onKeyDown } = useRowKeys(rows.map(({ channel }) => channel.name));
  return (
    <table className="table notify-table">
      <caption className="visually-hidden">Channels</caption>
      <thead>
        <tr>
          <th scope="col">Channel</th>
          <th scope="col">State</th>
          <th scope="col">Goes to</th>
          <th scope="col">Secret</th>
          <th scope="col">Last sent</th>
          <th scope="col" className="numeric">
            Waiting
          </th>
        </tr>
      </thead>
      <tbody ref={bodyRef}>
        {rows.map((row, index) => (
          <tr key={row.channel.id}>
            <th scope="row">
              <Link
                to={channelPath(row.channel.id)}
                className="row-link"
                tabIndex={index === active ? 0 : -1}
                onFocus={() => setActive(index)}
                onKeyDown={onKeyDown}
              >
                {row.channel.name}
              </Link>
            </th>
            <td>
              <StateMark {...channelMark(row)} />
              {row.trouble === null ? null : <div className="secondary">{row.trouble}</div>}
            </td>
            <td>
              {channelKinds[row.channel.kind].label}
              <div className="secondary">{channelTarget(row.channel)}</div>
            </td>
            <td>{secretWords(row.secretFrom)}</td>
            <td className="nowrap">{row.lastSentAt === null ? 'never' : <Age at={row.lastSentAt} isInRow />}</td>
            <td className="numeric">{formatNumber(row.waitingCount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
