import { geoMercator, geoPath } from 'd3-geo';
import type { GeoProjection } from 'd3-geo';
import type { Position } from 'geojson';
import { feature } from 'topojson-client';
import atlas from 'world-atlas/countries-50m.json';
import type { HutRow } from '#shared/model/hut.ts';

export interface MapSize {
  readonly width: number;
  readonly height: number;
}

/** A point of the map in pixels, before it is zoomed. */
export interface MapPoint {
  readonly row: HutRow;
  readonly x: number;
  readonly y: number;
}

interface Outline {
  readonly name: string;
  readonly path: string;
}

interface Geometry {
  readonly points: readonly MapPoint[];
  readonly outlines: readonly Outline[];
}

const PADDING = 28;
/** Degrees around a hut that stands alone. */
const AROUND = 0.4;

/** Huts as points, fitted into the map, and the outlines of the countries around them. */
export function geometryOf(rows: readonly HutRow[], size: MapSize): Geometry {
  const places = rows.flatMap((row) => {
    const place = placeOf(row);
    return place === null ? [] : [{ row, place }];
  });
  if (places.length === 0) return { points: [], outlines: [] };
  const projection = fitted(
    places.map(({ place }) => place),
    size,
  );
  const points = places.flatMap(({ row, place }) => {
    const at = projection(place);
    return at === null ? [] : [{ row, x: at[0], y: at[1] }];
  });
  return { points, outlines: outlinesIn(projection, size) };
}

type Place = [longitude: number, latitude: number];

/** Where a hut stands; null where the source does not say. */
function placeOf({ longitude, latitude }: HutRow): Place | null {
  return longitude === null || latitude === null ? null : [longitude, latitude];
}

function fitted(places: readonly Place[], { width, height }: MapSize): GeoProjection {
  const corners = places.flatMap(([longitude, latitude]): Place[] => [
    [longitude - AROUND, Math.max(-85, latitude - AROUND)],
    [longitude + AROUND, Math.min(85, latitude + AROUND)],
  ]);
  const around = { type: 'MultiPoint' as const, coordinates: corners };
  const padding = Math.min(PADDING, width / 4, height / 4);
  return geoMercator().fitExtent(
    [
      [padding, padding],
      [width - padding, height - padding],
    ],
    around,
  );
}

/** Outlines as far as one map's size beyond its borders, so that there is land to be seen where one moves it a little. */
function outlinesIn(projection: GeoProjection, { width, height }: MapSize): readonly Outline[] {
  const from = projection.invert?.([-width, 2 * height]) ?? [-180, -90];
  const until = projection.invert?.([2 * width, -height]) ?? [180, 90];
  projection.clipExtent([
    [-width, -height],
    [2 * width, 2 * height],
  ]);
  const draw = geoPath(projection).digits(1);
  return countries.flatMap(({ name, polygons }) => {
    // Most of the world is elsewhere: to leave it out here is ten times as fast as to have it clipped.
    const coordinates = polygons.filter((polygon) => meets(polygon, from, until));
    const path = coordinates.length === 0 ? null : draw({ type: 'MultiPolygon', coordinates });
    return path === null || path === '' ? [] : [{ name, path }];
  });
}

type Polygon = Position[][];

interface Country {
  readonly name: string;
  readonly polygons: readonly Polygon[];
}

/** All countries, unpacked as this module is read, which only the map does. */
const countries: readonly Country[] = feature(atlas, atlas.objects.countries).features.map(
  ({ properties, geometry }) => ({
    name: properties.name,
    polygons:
      geometry.type === 'Polygon'
        ? [geometry.coordinates]
        : geometry.type === 'MultiPolygon'
          ? geometry.coordinates
          : [],
  }),
);

/** Whether a polygon's box and the one between two corners have anything in common. */
function meets([ring = []]: Polygon, [west = 0, south = 0]: Position, [east = 0, north = 0]: Position): boolean {
  let [left, right, low, high] = [180, -180, 90, -90];
  for (const [longitude = 0, latitude = 0] of ring) {
    left = Math.min(left, longitude);
    right = Math.max(right, longitude);
    low = Math.min(low, latitude);
    high = Math.max(high, latitude);
  }
  return left <= east && right >= west && low <= north && high >= south;
}
