// Every page of a paper: nothing stands below the footer of its slide or beyond its sheet.
() => {
  const faults = [];
  for (const leaf of document.querySelectorAll('.leaf')) {
    const sheet = leaf.getBoundingClientRect(), slide = leaf.querySelector('.slide'), foot = slide.querySelector('.foot').getBoundingClientRect();
    for (const part of slide.querySelectorAll('.head *, .body *, .picture'))
      if (part.getBoundingClientRect().bottom > foot.top + 2) { faults.push(`${slide.id}: ${part.className || part.tagName}`); break; }
    for (const part of leaf.querySelectorAll('.notes *'))
      if (part.getBoundingClientRect().bottom > sheet.bottom - 8) { faults.push(`${slide.id}: the notes are longer than the sheet`); break; }
  }
  return faults;
}
