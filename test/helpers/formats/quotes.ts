/** Words that must come out of every format with the exact characters that went in. */
export const DAVIS_ON_WESTERN_TROOPS =
  'then there has to be serious consideration of Western forces putting boots on the ground';

export const TURNER_ON_WEAPONS =
  'I have long challenged the Biden–Harris Administration’s unwise position on restricting Ukraine’s use of U.S. ' +
  'weapons against targets within Russian territory';
