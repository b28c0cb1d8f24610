import { interface as service, Message, type MessageBus, MessageFlag, sessionBus, Variant } from 'dbus-next';
import { z } from 'zod';

/** An entry of the tray's menu. */
export interface TrayMenuEntry {
  readonly id: number;
  readonly label: string;
  readonly isEnabled: boolean;
  readonly entries: readonly TrayMenuEntry[];
}

/** A tray as a desktop has one, on a message bus of the test. */
export interface TrayHost {
  /** How many icons were put into the tray. */
  iconCount(): number;
  /** What the icon says on hover. Rejects while there is no icon. */
  toolTip(): Promise<string>;
  /** The entries of the icon's menu, without separators. */
  menu(): Promise<TrayMenuEntry[]>;
  /** Presses the entry at this path of labels. */
  press(...labels: readonly (string | RegExp)[]): Promise<void>;
  /** Presses an entry that ends the program, which may be gone before it has answered. */
  pressToQuit(label: string): Promise<void>;
  /** Presses the icon itself. */
  activate(): Promise<void>;
  /** What was told as notifications: a title and a text each. */
  readonly notifications: readonly string[];
  close(): Promise<void>;
}

const watcherName = 'org.kde.StatusNotifierWatcher';
const itemInterface = 'org.kde.StatusNotifierItem';
const menuInterface = 'com.canonical.dbusmenu';

class Watcher extends service.Interface {
  readonly items: string[] = [];

  constructor() {
    super(watcherName);
  }

  RegisterStatusNotifierItem(item: string): void {
    this.items.push(item);
  }

  RegisterStatusNotifierHost(_host: string): void {
    // There is one host: this one.
  }

  get RegisteredStatusNotifierItems(): string[] {
    return this.items;
  }

  get IsStatusNotifierHostRegistered(): boolean {
    return true;
  }

  get ProtocolVersion(): number {
    return 0;
  }
}
Watcher.configureMembers({
  properties: {
    RegisteredStatusNotifierItems: { signature: 'as', access: 'read' },
    IsStatusNotifierHostRegistered: { signature: 'b', access: 'read' },
    ProtocolVersion: { signature: 'i', access: 'read' },
  },
  methods: {
    RegisterStatusNotifierItem: { inSignature: 's', outSignature: '' },
    RegisterStatusNotifierHost: { inSignature: 's', outSignature: '' },
  },
});

/** https://specifications.freedesktop.org/notification-spec/latest/ */
class Notifications extends service.Interface {
  readonly told: string[] = [];

  constructor() {
    super('org.freedesktop.Notifications');
  }

  GetCapabilities(): string[] {
    return ['body'];
  }

  GetServerInformation(): [string, string, string, string] {
    return ['Test', 'Rounds', '1', '1.2'];
  }

  Notify(...[, , , title, text]: readonly unknown[]): number {
    this.told.push(`${String(title)} ${String(text)}`);
    return this.told.length;
  }

  CloseNotification(_id: number): void {
    // Nothing is shown, so nothing needs closing.
  }
}
Notifications.configureMembers({
  methods: {
    GetCapabilities: { inSignature: '', outSignature: 'as' },
    GetServerInformation: { inSignature: '', outSignature: 'ssss' },
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u', outSignature: '' },
  },
});

/** Takes the part of a desktop's tray and of its notifications on a message bus. */
export async function startTrayHost(address: string): Promise<TrayHost> {
  const bus = sessionBus({ busAddress: address });
  const watcher = new Watcher();
  const notifications = new Notifications();
  bus.export('/StatusNotifierWatcher', watcher);
  bus.export('/org/freedesktop/Notifications', notifications);
  await bus.requestName('org.freedesktop.Notifications', 0);
  await bus.requestName(watcherName, 0);
  const item = (): string => {
    const name = watcher.items.at(-1);
    if (name === undefined) throw new Error('There is no icon in the tray.');
    return name;
  };
  const menu = async (): Promise<TrayMenuEntry[]> => readMenu(bus, item(), await menuPath(bus, item()));
  const click = async (labels: readonly (string | RegExp)[]): Promise<Call> => ({
    destination: item(),
    path: await menuPath(bus, item()),
    interface: menuInterface,
    member: 'Event',
    signature: 'isvu',
    body: [findEntry(await menu(), labels).id, 'clicked', new Variant('s', ''), 0],
  });
  return {
    iconCount: () => watcher.items.length,
    notifications: notifications.told,
    menu,
    async toolTip() {
      const value = await readProperty(bus, item(), '/StatusNotifierItem', 'ToolTip');
      const [, , title, text] = z.tuple([z.unknown(), z.unknown(), z.string(), z.string()]).parse(value);
      return `${title}\n${text}`.trim();
    },
    press: async (...labels) => void (await call(bus, await click(labels))),
    async pressToQuit(label) {
      bus.send(new Message({ ...(await click([label])), flags: MessageFlag.NO_REPLY_EXPECTED }));
    },
    async activate() {
      const place = { destination: item(), path: '/StatusNotifierItem', interface: itemInterface };
      await call(bus, { ...place, member: 'Activate', signature: 'ii', body: [0, 0] });
    },
    async close() {
      await bus.releaseName(watcherName);
      await bus.releaseName('org.freedesktop.Notifications');
      bus.disconnect();
    },
  };
}

interface Call {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature: string;
  readonly body: unknown[];
}

async function call(bus: MessageBus, message: Call): Promise<unknown[]> {
  const reply = await bus.call(new Message(message));
  return z.array(z.unknown()).parse(reply?.body ?? []);
}

async function readProperty(bus: MessageBus, destination: string, path: string, name: string): Promise<unknown> {
  const [value] = await call(bus, {
    destination,
    path,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [itemInterface, name],
  });
  return value instanceof Variant ? value.value : undefined;
}

async function menuPath(bus: MessageBus, destination: string): Promise<string> {
  return z.string().parse(await readProperty(bus, destination, '/StatusNotifierItem', 'Menu'));
}

/** A node of the layout: its id, its properties, its children in variants. */
const Node = z.tuple([z.int(), z.record(z.string(), z.unknown()), z.array(z.unknown())]);

async function readMenu(bus: MessageBus, destination: string, path: string): Promise<TrayMenuEntry[]> {
  const body = [0, -1, []];
  const place = { destination, path, interface: menuInterface };
  const [, layout] = await call(bus, { ...place, member: 'GetLayout', signature: 'iias', body });
  return toEntries(Node.parse(layout)[2]);
}

function toEntries(children: readonly unknown[]): TrayMenuEntry[] {
  return children.flatMap((child): TrayMenuEntry[] => {
    const [id, properties, entries] = Node.parse(child instanceof Variant ? child.value : child);
    const property = (name: string): unknown => {
      const value = properties[name];
      return value instanceof Variant ? value.value : value;
    };
    if (property('type') === 'separator') return [];
    // An underscore marks the letter that opens an entry; a doubled one is an underscore.
    const label = z.string().catch('').parse(property('label')).replace(/_(.)/g, '$1');
    return [{ id, label, isEnabled: property('enabled') !== false, entries: toEntries(entries) }];
  });
}

function findEntry(entries: readonly TrayMenuEntry[], [label, ...deeper]: readonly (string | RegExp)[]): TrayMenuEntry {
  const entry = entries.find((each) => (typeof label === 'string' ? each.label === label : label?.test(each.label)));
  if (entry === undefined) {
    throw new Error(`The menu has no entry ${String(label)}, but ${entries.map((each) => each.label).join(', ')}.`);
  }
  return deeper.length === 0 ? entry : findEntry(entry.entries, deeper);
}
