/** Addresses of the pages. */
export const rulesPath = '/settings/notifications';
export const channelsPath = `${rulesPath}/channels`;
const logPath = `${rulesPath}/log`;
export const newRulePath = `${rulesPath}/rules/new`;

export function rulePath(id: string): string {
  return `${rulesPath}/rules/${encodeURIComponent(id)}`;
}

export function newChannelPath(kind: string): string {
  return `${channelsPath}/new?kind=${encodeURIComponent(kind)}`;
}

export function channelPath(id: string): string {
  return `${channelsPath}/${encodeURIComponent(id)}`;
}

export function ruleLogPath(ruleId: string): string {
  return `${logPath}?rule=${encodeURIComponent(ruleId)}`;
}
