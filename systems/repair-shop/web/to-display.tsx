// The way from a desk to the display on the wall.

import { Button, go, Icon, useVisit, useWords } from '@dure/web/kit';
import { repairWords } from './words.ts';

export const ToDisplay = () => {
  const say = useWords(repairWords);
  const { business } = useVisit();
  return (
    <Button onPress={() => go(`/${business.name}/display`)}>
      <Icon name="wall" /> {say('openDisplay')}
    </Button>
  );
};
