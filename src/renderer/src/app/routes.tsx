import type { RouteObject } from 'react-router';
import { BuildingPage } from '../features/occupancy/building-page.tsx';
import { OccupancyPage } from '../features/occupancy/page.tsx';
import { RunsPage } from '../features/runs/page.tsx';
import { RunPage } from '../features/runs/run-page.tsx';
import { SettingsPage } from '../features/settings/page.tsx';
import { Home } from './home.tsx';
import { BrokenPage, MissingPage } from './missing-page.tsx';
import { Shell } from './shell.tsx';

export const routes: RouteObject[] = [
  {
    element: <Shell />,
    children: [
      {
        errorElement: <BrokenPage />,
        children: [
          { path: '/', element: <Home /> },
          { path: '/occupancy', element: <OccupancyPage /> },
          { path: '/occupancy/:code', element: <BuildingPage /> },
          { path: '/runs', element: <RunsPage /> },
          { path: '/runs/:id', element: <RunPage /> },
          { path: '/settings', element: <SettingsPage /> },
          { path: '*', element: <MissingPage /> },
        ],
      },
    ],
  },
];
