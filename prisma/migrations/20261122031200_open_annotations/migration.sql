-- Every page counts what its reader has still to do, among all that they and others have done
CREATE INDEX "Annotation_open" ON "Annotation" ("teamId", (coalesce("ownerId", "authorId")))
  WHERE "closedAt" IS NULL AND "deletedAt" IS NULL
    AND "kind" IN ('question', 'follow_up', 'photo', 'gap');
