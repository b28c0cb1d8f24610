import { type AccountStates, createAccountStates } from './account-states.ts';
import { type Audit, createAudit } from './audit.ts';
import type { Connection } from './connection.ts';
import { type BookingHealthLog, createBookingHealth } from './booking-health.ts';
import { type BookingSlots, createBookingSlots } from './booking-slots.ts';
import { type Buildings, createBuildings } from './buildings.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { createHostLedger, type HostLedger } from './host-ledger.ts';
import { createHutLog, type HutLog } from './hut-log.ts';
import { createHuts, type Huts } from './huts.ts';
import { createHutWatches, type HutWatches } from './hut-watches.ts';
import { createLease, type SchedulerLease } from './lease.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createMachineLog, type MachineLog } from './machine-log.ts';
import { createNotices, type Notices } from './notices.ts';
import { createNotificationChannels, type NotificationChannels } from './notification-channels.ts';
import { createNotificationRules, type NotificationRules } from './notification-rules.ts';
import { createOccupancyLog, type OccupancyLog } from './occupancy-log.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createProviders, type Providers } from './providers.ts';
import { createPlans, type Plans } from './plans.ts';
import { type Entities, entitiesByName, type MakeEntities, plannedEntities } from './planned-entities.ts';
import { createReservations, type Reservations } from './reservations.ts';
import { createRunEvidence, type RunEvidence } from './run-evidence.ts';
import { createRuns, type Runs } from './runs.ts';
import { createSchedules, type Schedules } from './schedules.ts';
import { createSealedSecrets, type SealedSecrets } from './sealed-secrets.ts';
import { createServices, type Services } from './services.ts';
import { createSettings, type Settings } from './settings.ts';
import { createSavedViews, type SavedViews } from './saved-views.ts';
import { createSiteEquipment, type SiteEquipment } from './site-equipment.ts';
import { createSources, type Sources } from './sources.ts';
import { createWorkOrderLog, type WorkOrderLog } from './work-order-log.ts';
import { createOrderIndex, type OrderIndex } from './work-order-index.ts';

/** Every repository of one open database. */
export interface Store {
  readonly connection: Connection;
  readonly settings: Settings;
  readonly sources: Sources;
  readonly sealedSecrets: SealedSecrets;
  readonly accountStates: AccountStates;
  readonly buildings: Buildings;
  readonly occupancy: OccupancyLog;
  readonly huts: Huts;
  readonly hutLog: HutLog;
  readonly hutWatches: HutWatches;
  readonly workOrders: WorkOrderLog;
  readonly orderIndex: OrderIndex;
  readonly siteEquipment: SiteEquipment;
  readonly savedViews: SavedViews;
  readonly providers: Providers;
  readonly services: Services;
  readonly bookingSlots: BookingSlots;
  readonly reservations: Reservations;
  readonly bookingHealth: BookingHealthLog;
  readonly schedules: Schedules;
  readonly ledger: Ledger;
  readonly lease: SchedulerLease;
  readonly machine: MachineLog;
  readonly runs: Runs;
  readonly runEvidence: RunEvidence;
  readonly plans: Plans;
  /** What jobs change by plan, by name. */
  readonly entities: Entities;
  readonly hosts: HostLedger;
  readonly outbox: Outbox;
  readonly audit: Audit;
  readonly channels: NotificationChannels;
  readonly rules: NotificationRules;
  readonly notices: Notices;
  readonly deliveries: Deliveries;
}

/** Makes the repositories of a connection for one process; `entities` are the product's own where left out. */
export function createStore(
  connection: Connection,
  processId: string,
  entities: MakeEntities = plannedEntities,
): Store {
  return {
    connection,
    settings: createSettings(connection),
    sources: createSources(connection),
    sealedSecrets: createSealedSecrets(connection),
    accountStates: createAccountStates(connection),
    buildings: createBuildings(connection),
    occupancy: createOccupancyLog(connection),
    huts: createHuts(connection),
    hutLog: createHutLog(connection),
    hutWatches: createHutWatches(connection),
    workOrders: createWorkOrderLog(connection),
    orderIndex: createOrderIndex(connection),
    siteEquipment: createSiteEquipment(connection),
    savedViews: createSavedViews(connection),
    providers: createProviders(connection),
    services: createServices(connection),
    bookingSlots: createBookingSlots(connection),
    reservations: createReservations(connection, createServices(connection)),
    bookingHealth: createBookingHealth(connection),
    schedules: createSchedules(connection),
    ledger: createLedger(connection),
    lease: createLease(connection, processId),
    machine: createMachineLog(connection),
    runs: createRuns(connection, processId),
    runEvidence: createRunEvidence(connection),
    plans: createPlans(connection),
    entities: entitiesByName(entities(connection)),
    hosts: createHostLedger(connection),
    outbox: createOutbox(connection, processId),
    audit: createAudit(connection),
    channels: createNotificationChannels(connection),
    rules: createNotificationRules(connection),
    notices: createNotices(connection),
    deliveries: createDeliveries(connection),
  };
}
