"""How the API speaks HTTP, the same for every route: problems, bodies, versions, keys, lists, maps and its own document.

To add a route:

- make the router with `strict_router("Naam")`, and add it with one sentence to `api.routes.every`;
- the first parameter is `desk: Annotated[Desk, Depends(Asking(Role.COORDINATOR, …))]`: signed in, one of these roles, and a
  request without a fault; the roles stand in the document too. The desk goes to one use case;
- a body is a frozen dataclass with `__pydantic_config__ = STRICT`, read by `Depends(JsonBody(Kind, example={…}))`, after `desk`;
- a list takes `asked: Asked` and answers `listed(request, page, asked, told, columns)`, with `responses=lists(…)`;
- what changes one thing takes `version: Version` (If-Match) and answers `answer(value, version)`, which sets the ETag;
- what makes something takes `key: Once` and answers `key.once(desk, do)`; `do` gives `made(value, "/place/id", version)`. Not
  for answers with a secret in them: they are kept for a day;
- shapes take `view: Viewed` and answer `shapes(found, view)`, with `responses=maps(…)`; events answer `telling(…)`;
- `summary=` is Dutch and says what somebody does; `responses={**gives(Kind, example), **fails(HTTPStatus.CONFLICT)}` names only
  failures that don't follow from the parameters. Use cases raise what `api.errors` has; nothing is caught in a route.
"""
