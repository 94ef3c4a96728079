// Shows the password while its box is ticked; hidden where scripts are off, as nothing would happen.
for (const tick of document.querySelectorAll('.tick')) {
  tick.hidden = false
  tick.firstElementChild.onchange = event => {
    for (const field of event.target.form.querySelectorAll('[data-password]'))
      field.type = event.target.checked ? 'text' : 'password'
  }
}
