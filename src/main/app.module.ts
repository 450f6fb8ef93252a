import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import express from 'express';
import helmet from 'helmet';
import pino from 'pino';
import { Executor } from '../application/commands/execute.js';
import { Asker } from '../application/queries/asker.js';
import { Freshness } from '../application/queries/freshness.js';
import { DrawnCharts } from '../interface/documents/charts/drawn-charts.js';
import { CommandRoutes } from '../interface/http/command-routes.js';
import { AskQueryHandler, ExecuteCommandHandler } from '../interface/http/envelopes.js';
import { HealthDoor, HealthRoute } from '../interface/http/health.js';
import { IDENTITY, type Identity } from '../interface/http/identity/identity.js';
import { SessionRoutes } from '../interface/http/identity/session-routes.js';
import { Sessions } from '../interface/http/identity/sessions.js';
import { openApi } from '../interface/http/openapi.js';
import { ProblemFilter } from '../interface/http/problem.js';
import { queryRoutes } from '../interface/http/query-routes.js';
import { LoginController } from '../interface/web/login/login.controller.js';
import { LoginDoors } from '../interface/web/login/login-doors.controller.js';
import { ReportPagesController } from '../interface/web/report/report-pages.controller.js';
import { WebController } from '../interface/web/web.controller.js';
import type { Installation } from './compose.js';
import { identityFor } from './identity.js';

@Module({})
export class AppModule {
  static on(installation: Installation, identity: Identity): DynamicModule {
    return {
      module: AppModule,
      imports: [CqrsModule],
      controllers: [
        ...[SessionRoutes, CommandRoutes, queryRoutes, HealthRoute],
        ...[LoginController, LoginDoors, WebController, ReportPagesController],
      ],
      providers: [
        ExecuteCommandHandler,
        AskQueryHandler,
        { provide: Executor, useValue: installation.executor },
        { provide: Asker, useValue: installation.asker },
        { provide: Freshness, useValue: installation.freshness },
        { provide: HealthDoor, useValue: new HealthDoor(installation.projector, installation.scheduler) },
        { provide: DrawnCharts, useValue: new DrawnCharts(() => installation.clock.now()) },
        { provide: IDENTITY, useValue: identity },
        { provide: Sessions, useValue: new Sessions(identity) },
        { provide: Ending, useValue: new Ending(identity) },
      ],
    };
  }
}

const here = dirname(fileURLToPath(import.meta.url));
const dkfds = join(dirname(createRequire(import.meta.url).resolve('dkfds')), '..');
const none = ["'none'"];
const self = ["'self'"];
/** Nothing inline, nothing from elsewhere. Swagger UI needs inline styles and stays outside with a policy of its own. */
const policy = {
  defaultSrc: none,
  styleSrc: self,
  imgSrc: self,
  fontSrc: self,
  scriptSrc: self,
  formAction: self,
  frameAncestors: none,
  baseUri: none,
};
const directives = (more: Record<string, string[]> = {}) => ({
  contentSecurityPolicy: { useDefaults: false, directives: { ...policy, ...more } },
});

/** What the login has opened ends with the application. */
class Ending implements OnApplicationShutdown {
  constructor(private readonly identity: Identity) {}
  onApplicationShutdown(): Promise<void> {
    return this.identity.close();
  }
}

/** The web UI and API over an installation. */
export async function createApp(installation: Installation): Promise<NestExpressApplication> {
  const identity = await identityFor(installation);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.on(installation, identity), {
    bodyParser: false,
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  const log = pino({ level: 'warn' }, pino.destination(2));
  app.disable('x-powered-by');
  const strict = helmet({ ...directives(), referrerPolicy: { policy: 'no-referrer' }, strictTransportSecurity: false });
  const loose = helmet({
    ...directives({
      styleSrc: [...self, "'unsafe-inline'"],
      scriptSrc: [...self, "'unsafe-inline'"],
      imgSrc: [...self, 'data:'],
      connectSrc: self,
    }),
    strictTransportSecurity: false,
  });
  app.use((request: express.Request, response: express.Response, next: express.NextFunction) => {
    response.setHeader('Cache-Control', 'no-store');
    (request.path.startsWith('/docs') ? loose : strict)(request, response, next);
  });
  app.use('/favicon.ico', (_: express.Request, response: express.Response) => void response.sendStatus(204));
  app.use('/assets/dkfds', express.static(dkfds, { index: false, maxAge: '1h' }));
  app.use('/assets/sagsspor.css', express.static(join(here, '../interface/web/sagsspor.css')));
  app.use(app.get(Sessions).attach);
  app.use('/api', express.json({ limit: '1mb', strict: false, type: () => true }));
  app.use(express.urlencoded({ limit: '1mb', extended: false, parameterLimit: 200 }));
  app.useGlobalFilters(
    new ProblemFilter((error) =>
      log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'a request failed'),
    ),
  );
  SwaggerModule.setup('docs', app, openApi(), { jsonDocumentUrl: 'api/openapi.json' });
  return app;
}
