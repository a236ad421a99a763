/** What competencies say: what was shown, what is attained, what is missing. */
export const competencies = {
  area: 'Domaine',
  attained: 'Obtenu',
  next: 'Manque pour le niveau suivant',
  metric: 'Ce qui compte',
  level: 'Niveau',
  have: 'Acquis',
  need: 'Exigé',
  path: 'Voie',
  recorded: 'Enregistré',
  by: 'Par',
  until: "Compte jusqu'au",
  source: 'Source des seuils',
  notVerified: '* seuils non vérifiés.',
  none: 'Ce programme ne comporte pas de compétences.',
  nothingYet: "rien n'est encore enregistré",
  complete: 'rien',
  history: 'Justificatifs',
  details: (command: string) => `Détails : ${command}`,
  shortfall: (metric: string, have: string, need: string) => `${metric} : ${have} sur ${need}`,
  isAttained: (area: string, level: string) => `Le domaine « ${area} » est obtenu au niveau ${level}.`,
  isNotAttained: (area: string, level: string) =>
    `Le domaine « ${area} » n'est pas encore obtenu au niveau ${level}. Ce qui manque :`,
  wouldBeAttained: (area: string, level: string) => `Le domaine « ${area} » serait obtenu au niveau ${level}.`,
  wouldNotBeAttained: (area: string, level: string) =>
    `Le domaine « ${area} » ne serait pas encore obtenu au niveau ${level}. Ce qui manque :`,
  was: (level: string) => `Il était obtenu au niveau ${level} auparavant.`,
  coveredBy: (offer: string) => `Couvert par « ${offer} » : une seule cotisation couvre tout ce qui est obtenu.`,
  subscribe: (command: string) => `C'est gagné, mais pas encore acheté : ${command}`,
  upgrade: {
    title: (offer: string) => `Passer à « ${offer} »`,
  },
  upgradeFrom: (offer: string, percent: number) => `Mise à niveau depuis « ${offer} », ${percent} % de remise`,
  question: (metric: string) => `${metric} :`,
  wanted: (decimals: number, most: string | undefined) => {
    const number = decimals === 0 ? 'un nombre entier' : 'un nombre tel que 12.5';
    return most === undefined ? `Saisissez ${number}.` : `Saisissez ${number}, ${most} au plus.`;
  },
};
