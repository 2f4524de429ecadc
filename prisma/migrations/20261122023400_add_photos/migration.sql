-- CreateEnum
CREATE TYPE "FileKind" AS ENUM ('photo');

-- CreateTable
CREATE TABLE "File" (
    "teamId" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "kind" "FileKind" NOT NULL,
    "size" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "File_pkey" PRIMARY KEY ("teamId","hash")
);

-- CreateTable
CREATE TABLE "Attachment" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "annotationId" UUID NOT NULL,
    "sentHash" TEXT NOT NULL,
    "largeHash" TEXT NOT NULL,
    "smallHash" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "addedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),
    "deletedById" UUID,

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateIndex
CREATE INDEX "Attachment_teamId_largeHash_idx" ON "Attachment"("teamId", "largeHash");

-- CreateIndex
CREATE INDEX "Attachment_teamId_smallHash_idx" ON "Attachment"("teamId", "smallHash");

-- CreateIndex
CREATE UNIQUE INDEX "Attachment_teamId_annotationId_position_key" ON "Attachment"("teamId", "annotationId", "position");

-- AddForeignKey
ALTER TABLE "File" ADD CONSTRAINT "File_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_teamId_annotationId_fkey" FOREIGN KEY ("teamId", "annotationId") REFERENCES "Annotation"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_teamId_largeHash_fkey" FOREIGN KEY ("teamId", "largeHash") REFERENCES "File"("teamId", "hash") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_teamId_smallHash_fkey" FOREIGN KEY ("teamId", "smallHash") REFERENCES "File"("teamId", "hash") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_teamId_addedById_fkey" FOREIGN KEY ("teamId", "addedById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Attachment" ADD CONSTRAINT "Attachment_teamId_deletedById_fkey" FOREIGN KEY ("teamId", "deletedById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;
