import type { SampleCategory, SampleHut } from './hut.ts';

/** What hut-reservation.org tells of a hut. */
export interface HutInfoJson {
  readonly hutWebsite: string;
  readonly hutId: number;
  readonly tenantCode: string;
  readonly hutUnlocked: boolean;
  readonly maxNumberOfNights: number;
  readonly hutName: string;
  readonly hutWarden: string;
  readonly phone: string;
  readonly coordinates: string;
  readonly altitude: string;
  readonly totalBedsInfo: string;
  readonly tenantCountry: string;
  readonly picture: {
    readonly fileType: string;
    readonly blobPath: string;
    readonly fileName: string;
    readonly fileData: null;
  };
  readonly hutLanguages: readonly string[];
  readonly hutBedCategories: readonly HutCategoryJson[];
  readonly providerName: string;
  readonly hutGeneralDescriptions: readonly { readonly description: string; readonly language: string }[];
  readonly supportLink: null;
  readonly waitingListEnabled: boolean;
}

interface HutCategoryJson {
  readonly index: number;
  readonly categoryID: number;
  readonly rooms: readonly never[];
  readonly isVisible: boolean;
  readonly totalSleepingPlaces: number;
  readonly reservationMode: 'ROOM' | 'UNSERVICED';
  readonly hutBedCategoryLanguageData: readonly {
    readonly language: string;
    readonly label: string;
    readonly shortLabel: string;
    readonly description: string;
  }[];
  readonly isLinkedToReservation: boolean;
  readonly tenantBedCategoryId: number;
}

const languages = {
  CH: ['DE_CH', 'FR', 'EN'],
  AT: ['DE_DE', 'EN'],
  IT: ['IT', 'DE_DE'],
  FR: ['FR', 'EN'],
  SI: ['EN', 'DE_DE'],
};
const labels = {
  dormitory: { DE: 'Matratzenlager', FR: 'Dortoir', IT: 'Dormitorio', EN: 'Dormitory', short: 'ML' },
  'shared room': { DE: 'Mehrbettzimmer', FR: 'Chambre', IT: 'Camera a più letti', EN: 'Shared bedroom', short: 'MBZ' },
  'winter room': { DE: 'Winterraum', FR: "Refuge d'hiver", IT: 'Locale invernale', EN: 'Winter room', short: 'WR' },
};
const clubNumbers = { dormitory: 4, 'shared room': 5, 'winter room': 9 };
/** With line breaks and entities, as the real texts have them. */
const descriptions = {
  DE: 'Nur Barzahlung!\r\nDiese Hütte ist erfunden.',
  FR: 'Paiement en espèces uniquement.\r\nCe refuge n&#39;existe pas.',
  IT: 'Pagamento solo in contanti.\r\nQuest&#39;edificio è inventato.',
  EN: 'Cash only.\r\nThis hut is invented; it doesn&#39;t exist.',
};
/** Of so many beds that can be booked, one more is kept for those who ring up. */
const bedsPerKeptOne = 8;

/** A hut's own description; coordinates and altitude are written as each club likes it. */
export function hutInfoOf(hut: SampleHut): HutInfoJson {
  return {
    hutWebsite: `https://hut-${hut.id}.example`,
    hutId: hut.id,
    tenantCode: hut.tenant,
    hutUnlocked: hut.seasons.length > 0,
    maxNumberOfNights: 20,
    hutName: hut.name,
    // Stand-ins for personal data: whoever reads this must not keep them.
    hutWarden: 'Invented Warden',
    phone: '+00 000 000 00 00',
    coordinates: [hut.latitude, hut.longitude].join(hut.tenant === 'FFCAM' ? '/' : hut.tenant === 'PZS' ? ';' : ','),
    altitude: hut.tenant === 'CAI' ? dottedMetres(hut.altitudeM) : `${hut.altitudeM} m`,
    totalBedsInfo: String(hut.beds + Math.ceil(hut.beds / bedsPerKeptOne)),
    tenantCountry: hut.country,
    picture: {
      fileType: 'HUT_PICTURE',
      blobPath: `https://huts.example/data/files/hut_picture_${hut.id}.jpg`,
      fileName: `picture_${hut.id}.jpg`,
      fileData: null,
    },
    hutLanguages: languages[hut.country],
    hutBedCategories: hut.categories.map((category, index) => categoryJson(category, index, languages[hut.country])),
    providerName: 'NO_EPAYMENT',
    hutGeneralDescriptions: languages[hut.country].map((language) => ({
      description: descriptions[wordsIn(language)],
      language,
    })),
    supportLink: null,
    waitingListEnabled: false,
  };
}

function categoryJson({ id, kind, beds }: SampleCategory, index: number, spoken: readonly string[]): HutCategoryJson {
  return {
    index: index + 1,
    categoryID: id,
    rooms: [],
    isVisible: true,
    totalSleepingPlaces: beds,
    reservationMode: kind === 'winter room' ? 'UNSERVICED' : 'ROOM',
    hutBedCategoryLanguageData: spoken.map((language) => {
      const label = labels[kind][wordsIn(language)];
      return { language, label, shortLabel: labels[kind].short, description: `${label}: ${beds}` };
    }),
    isLinkedToReservation: false,
    tenantBedCategoryId: clubNumbers[kind],
  };
}

function wordsIn(language: string): 'DE' | 'FR' | 'IT' | 'EN' {
  if (language.startsWith('DE')) return 'DE';
  return language === 'FR' || language === 'IT' ? language : 'EN';
}

/** `2.759m`. */
function dottedMetres(altitudeM: number): string {
  return `${Math.floor(altitudeM / 1000)}.${String(altitudeM % 1000).padStart(3, '0')}m`;
}
