import { later } from './later.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** Who is told of what, and what became of it. */
export function notificationHandlers(_context: HandlerContext): HandlersOf<'notifications'> {
  return {
    'notifications.channels': later,
    'notifications.saveChannel': later,
    'notifications.removeChannel': later,
    'notifications.testChannel': later,
    'notifications.rules': later,
    'notifications.saveRule': later,
    'notifications.removeRule': later,
    'notifications.preview': later,
    'notifications.notices': later,
    'notifications.retry': later,
  };
}
