import { type DynamicModule, type LoggerService, Module, type OnApplicationShutdown } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type express from 'express';
import { Executor } from '../application/commands/execute.js';
import { Drafts } from '../application/drafts.js';
import { InputFault, refusedInput } from '../application/input/fault.js';
import { type Fields, formFields } from '../application/input/form.js';
import type { Installation } from '../application/installation.js';
import type { Log } from '../application/ports/log.js';
import { SILENT, type Telemetry } from '../application/ports/telemetry.js';
import { Changes } from '../application/processes/changes.js';
import { Asker } from '../application/queries/asker.js';
import { Freshness } from '../application/queries/freshness.js';
import { SavedLists } from '../application/saved-lists.js';
import { icalWriter } from '../infrastructure/calendar/ical.js';
import { sleep } from '../infrastructure/clock/sleep.js';
import { sentences } from '../infrastructure/telemetry/sentences.js';
import { DrawnCharts } from '../interface/documents/charts/drawn-charts.js';
import { FileSigner } from '../interface/documents/pdf/seal.js';
import { DOORS } from '../interface/doors/doors.js';
import { CONTROLLERS, Doorkeeper } from '../interface/doors/undeclared.js';
import { mounted } from '../interface/doors/ways.js';
import { CommandRoutes } from '../interface/http/command-routes.js';
import { DOCUMENTS, DocumentRoutes } from '../interface/http/document-routes.js';
import { AskQueryHandler, ExecuteCommandHandler } from '../interface/http/envelopes.js';
import { HealthDoor, HealthRoute, READINESS } from '../interface/http/health.js';
import { IDENTITY, type Identity } from '../interface/http/identity/identity.js';
import { SessionRoutes } from '../interface/http/identity/session-routes.js';
import { Sessions } from '../interface/http/identity/sessions.js';
import { openApi } from '../interface/http/openapi.js';
import { queryRoutes } from '../interface/http/query-routes.js';
import { INCOMING, TransferRoutes } from '../interface/http/transfer-routes.js';
import { bodies } from '../interface/http/walls/bodies.js';
import { failures } from '../interface/http/walls/failures.js';
import { headers } from '../interface/http/walls/headers.js';
import { hosts } from '../interface/http/walls/hosts.js';
import { ownSite } from '../interface/http/walls/own-site.js';
import { ofAddress, ofCaller, RATES, type Rates } from '../interface/http/walls/rates.js';
import { securityTxtDoor } from '../interface/http/walls/security-txt.js';
import { cutsSlowOnes, PATIENCE, type Patience } from '../interface/http/walls/slow.js';
import { watched } from '../interface/http/walls/watched.js';
import { AccessController } from '../interface/web/access/access.controller.js';
import { assetDoor } from '../interface/web/assets.js';
import { BreachController } from '../interface/web/breach/breach.controller.js';
import { CALENDARS, CalendarFeed } from '../interface/web/calendar/calendar.controller.js';
import { CasePages } from '../interface/web/case/case.controller.js';
import { DisclosuresController } from '../interface/web/disclosures/disclosures.controller.js';
import { DraftPages } from '../interface/web/drafts/drafts.controller.js';
import type { Shell } from '../interface/web/layout.js';
import { LivePages } from '../interface/web/live/live.controller.js';
import { OpenPages } from '../interface/web/live/open-pages.js';
import { LoginController } from '../interface/web/login/login.controller.js';
import { LoginDoors } from '../interface/web/login/login-doors.controller.js';
import { MeetingModePages } from '../interface/web/meeting/mode.controller.js';
import { openDataDoor } from '../interface/web/open-data/open-data-door.js';
import { IntegrityController } from '../interface/web/oversight/integrity.controller.js';
import { OversightController } from '../interface/web/oversight/oversight.controller.js';
import { Verifying } from '../interface/web/oversight/verifying.js';
import { CivilRegisterPages } from '../interface/web/person/civil-register.controller.js';
import { ReplayController } from '../interface/web/replay/replay.controller.js';
import { ReportPagesController } from '../interface/web/report/report-pages.controller.js';
import { RightsController } from '../interface/web/rights/rights.controller.js';
import { SavedListPages } from '../interface/web/saved/saved.controller.js';
import { SearchController } from '../interface/web/search/search.controller.js';
import { PageFilter } from '../interface/web/shell/page-filter.js';
import { ShellController } from '../interface/web/shell/shell.controller.js';
import { TaskPages } from '../interface/web/task-pages.controller.js';
import { TeamController } from '../interface/web/team/team.controller.js';
import { TransferController } from '../interface/web/transfer/transfer.controller.js';
import { AdminController } from '../interface/web/users/admin.controller.js';
import { WebController } from '../interface/web/web.controller.js';
import { configFrom } from './config.js';
import { identityFor } from './identity.js';
import type { Config } from './settings.js';

/** Everything that answers a request; each route of it says what it asks, gives or is (interface/doors). */
export const WAYS_IN = [
  ...[SessionRoutes, CommandRoutes, queryRoutes, DocumentRoutes, TransferRoutes, HealthRoute],
  ...[LoginController, LoginDoors, CasePages, WebController, MeetingModePages, TaskPages, DraftPages, SavedListPages],
  ...[
    ReportPagesController,
    AccessController,
    DisclosuresController,
    RightsController,
    BreachController,
    OversightController,
    IntegrityController,
    ShellController,
    ReplayController,
    SearchController,
  ],
  ...[TeamController, AdminController, LivePages, TransferController, CalendarFeed, CivilRegisterPages],
] as const;

@Module({})
export class AppModule {
  static on(installation: Installation, identity: Identity): DynamicModule {
    return {
      module: AppModule,
      imports: [CqrsModule],
      controllers: [...WAYS_IN],
      providers: [
        ExecuteCommandHandler,
        AskQueryHandler,
        { provide: Executor, useValue: installation.executor },
        { provide: DOCUMENTS, useValue: installation.documents },
        { provide: INCOMING, useValue: installation.transfers?.incoming },
        { provide: Asker, useValue: installation.asker },
        { provide: Freshness, useValue: installation.freshness },
        {
          provide: HealthDoor,
          useValue: new HealthDoor(installation.projector, installation.scheduler, installation.store, sleep),
        },
        { provide: READINESS, useValue: installation.readiness },
        { provide: DrawnCharts, useValue: new DrawnCharts() },
        Verifying,
        { provide: FileSigner, useValue: new FileSigner((lines) => installation.ledger.statement(lines)) },
        { provide: Changes, useValue: new Changes({ store: installation.store, sleep }) },
        { provide: Drafts, useValue: installation.drafts },
        { provide: SavedLists, useValue: installation.savedLists },
        { provide: CALENDARS, useValue: icalWriter },
        { provide: IDENTITY, useValue: identity },
        { provide: Sessions, useValue: new Sessions(identity) },
        { provide: CONTROLLERS, useValue: WAYS_IN },
        Doorkeeper,
        OpenPages,
        { provide: Ending, useValue: new Ending(identity) },
      ],
    };
  }
}

/** What the login has opened ends with the application. */
class Ending implements OnApplicationShutdown {
  constructor(private readonly identity: Identity) {}
  onApplicationShutdown(): Promise<void> {
    return this.identity.close();
  }
}

/** What the framework says: of an error it would say the message too, and that may hold what was sent. */
class OfNest implements LoggerService {
  constructor(private readonly to: Log) {}
  log(): void {}
  warn(_: unknown, ...more: readonly unknown[]): void {
    this.to.warn('the framework warns', { of: String(more.at(-1) ?? '') });
  }
  error(message: unknown, ...more: readonly unknown[]): void {
    this.to.failed('the framework failed', message, { of: String(more.at(-1) ?? '').slice(0, 40) });
  }
}

export interface AppOptions {
  readonly config?: Config;
  readonly rates?: Rates;
  readonly patience?: Patience;
  readonly telemetry?: Telemetry;
  /** Where the server's own log goes. */
  readonly log?: Log;
}

/** The web UI and API over an installation: first the walls, in the order in which a request meets them, then the doors. */
export async function createApp(
  installation: Installation,
  {
    config = configFrom(process.env),
    rates = RATES,
    patience = PATIENCE,
    telemetry = SILENT,
    log = sentences(),
  }: AppOptions = {},
): Promise<NestExpressApplication> {
  const identity = await identityFor(installation, config, log);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.on(installation, identity), {
    bodyParser: false,
    logger: new OfNest(log),
    abortOnError: false,
  });
  const sessions = app.get(Sessions);
  const shell: Shell = { contact: config.SUPPORT_CONTACT, isTest: identity.demo !== undefined };
  app.getHttpAdapter().getInstance().locals.shell = shell;
  const baseUrl = config.BASE_URL;
  cutsSlowOnes(app.getHttpServer(), patience);
  app.disable('x-powered-by');
  app.set('query parser', addressFields);
  // Over TLS there is a proxy that says who asked it: on this machine, or one that is named.
  const proxies = config.TRUSTED_PROXIES;
  if (proxies.length > 0) app.set('trust proxy', [...proxies]);
  else if (identity.isTls) app.set('trust proxy', 'loopback');
  app.use(
    watched(telemetry),
    failures((failure, error) => log.failed('a request failed', error, { ...failure })),
  );
  app.use(headers(identity.isTls), hosts(baseUrl));
  mounted(app, DOORS.icon, (_: express.Request, response: express.Response) => void response.sendStatus(204));
  mounted(app, DOORS.assets, assetDoor);
  mounted(
    app,
    DOORS.securityTxt,
    securityTxtDoor(() => installation.clock.now(), config.SECURITY_CONTACT, baseUrl),
  );
  app.use(ofAddress(rates));
  const opening = openingOf(config);
  const [ofUser, ofNobody] = ofCaller(rates, (request) => sessions.of(request)?.actor.userId);
  if (opening) mounted(app, DOORS.openData, ofNobody, openDataDoor(installation.openFigures, opening, shell));
  app.use(sessions.attach);
  app.use(ofUser, ofNobody);
  app.use(
    ownSite(baseUrl),
    bodies((request) => sessions.of(request) !== undefined),
  );
  app.useGlobalFilters(new PageFilter(sessions));
  SwaggerModule.setup('docs', app, openApi(), { jsonDocumentUrl: 'api/openapi.json' });
  return app;
}

function openingOf({ OPEN_DATA_LICENCE: licence, OPEN_DATA_PUBLISHER: publisher, BASE_URL: site }: Config) {
  return licence && publisher && site ? { licence, publisher, baseUrl: site.replace(/\/+$/, '') } : undefined;
}

/** What stands in an address, decoded strictly. @throws Refused */
function addressFields(written: string | null | undefined): Fields {
  try {
    return formFields(written ?? '', 100);
  } catch (error) {
    throw error instanceof InputFault ? refusedInput(error) : error;
  }
}
